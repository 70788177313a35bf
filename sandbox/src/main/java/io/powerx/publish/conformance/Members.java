package io.powerx.publish.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** Reads members of replies without converting types: {@code "1"} is not a number, and {@code 0} is not false. */
final class Members {
    private Members() {}

    /**
     * Reads a text.
     *
     * @throws ContractViolation if it is missing, blank or of another type
     */
    static String text(JsonNode node, String member) {
        String text = textOrEmpty(node, member);
        ContractViolation.unless(!text.isBlank(), "the reply has no usable text as " + member);
        return text;
    }

    /** Reads a text; empty if it is missing or of another type. */
    static String textOrEmpty(JsonNode node, String member) {
        String text = node.path(member).textValue();
        return text == null ? "" : text;
    }

    /**
     * Reads a whole number.
     *
     * @throws ContractViolation if it is missing or of another type
     */
    static long number(JsonNode node, String member) {
        JsonNode value = node.path(member);
        ContractViolation.unless(
                value.isIntegralNumber() && value.canConvertToLong(), "the reply has no usable number as " + member);
        return value.longValue();
    }

    /**
     * Reads a Boolean.
     *
     * @throws ContractViolation if it is missing or of another type
     */
    static boolean flag(JsonNode node, String member) {
        JsonNode value = node.path(member);
        ContractViolation.unless(value.isBoolean(), "the reply has no usable Boolean as " + member);
        return value.booleanValue();
    }

    /**
     * Parses a time.
     *
     * @throws ContractViolation if it is not one
     */
    static OffsetDateTime time(JsonNode node, String member) {
        try {
            return OffsetDateTime.parse(text(node, member));
        } catch (DateTimeException e) {
            throw new ContractViolation("the reply has no usable time as " + member);
        }
    }
}
