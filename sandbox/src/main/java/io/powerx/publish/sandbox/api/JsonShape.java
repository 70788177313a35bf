package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.sandbox.http.ProblemException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a JSON value has to look like: the schemas of the contract, as code that can say in words what is wrong and where. */
@FunctionalInterface
interface JsonShape {
    /** As many as a person wants to read; the rest is left out. */
    int MAX_FAULTS = 50;

    void check(JsonNode value, String pointer, List<Fault> faults);

    /** @param pointer RFC 6901 */
    record Fault(String pointer, String code, String detail) {}

    /** Refuses the document, with every fault, unless it has this shape. */
    default JsonNode require(JsonNode document) {
        List<Fault> faults = new ArrayList<>();
        check(document, "", faults);
        refuse(faults);
        return document;
    }

    static void refuse(List<Fault> faults) {
        if (faults.isEmpty()) {
            return;
        }
        Fault first = faults.get(0);
        String more = faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more)";
        ProblemException problem = ProblemException.of(
                400,
                "validation_failed",
                (first.pointer().isEmpty() ? "the document" : first.pointer()) + ": " + first.detail() + more);
        faults.stream()
                .limit(MAX_FAULTS)
                .forEach(fault -> problem.error(fault.pointer(), fault.code(), fault.detail()));
        throw problem;
    }

    /** A member of an object. */
    record Member(String name, boolean required, JsonShape shape) {}

    static Member required(String name, JsonShape shape) {
        return new Member(name, true, shape);
    }

    static Member optional(String name, JsonShape shape) {
        return new Member(name, false, shape);
    }

    /** An object; members that are not named here are let through. */
    static JsonShape object(Member... members) {
        return (value, pointer, faults) -> {
            if (!value.isObject()) {
                faults.add(new Fault(pointer, "type", "has to be an object"));
                return;
            }
            for (Member member : members) {
                JsonNode content = value.get(member.name());
                if (content != null) {
                    member.shape().check(content, pointer + "/" + member.name(), faults);
                } else if (member.required()) {
                    faults.add(new Fault(pointer + "/" + member.name(), "required", "is missing"));
                }
            }
        };
    }

    /** An object that has no other members than these. */
    static JsonShape closedObject(Member... members) {
        JsonShape open = object(members);
        return (value, pointer, faults) -> {
            open.check(value, pointer, faults);
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                String name = field.getKey();
                if (List.of(members).stream().noneMatch(member -> member.name().equals(name))) {
                    String escaped = name.replace("~", "~0").replace("/", "~1");
                    faults.add(new Fault(pointer + "/" + escaped, "unknown", "is not a member that may be sent"));
                }
            }
        };
    }

    static JsonShape array(int min, int max, JsonShape element) {
        return (value, pointer, faults) -> {
            if (!value.isArray()) {
                faults.add(new Fault(pointer, "type", "has to be an array"));
            } else if (value.size() < min || value.size() > max) {
                faults.add(new Fault(
                        pointer, "size", "has to have " + min + " to " + max + " elements, not " + value.size()));
            } else {
                for (int i = 0; i < value.size() && faults.size() < MAX_FAULTS; i++) {
                    element.check(value.get(i), pointer + "/" + i, faults);
                }
            }
        };
    }

    static JsonShape text(int maxLength) {
        return text(maxLength, text -> true, "");
    }

    static JsonShape pattern(int maxLength, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return text(maxLength, text -> pattern.matcher(text).matches(), "has to match " + regex);
    }

    static JsonShape oneOf(String... values) {
        List<String> allowed = List.of(values);
        return text(255, allowed::contains, "has to be one of " + String.join(", ", values));
    }

    static JsonShape uuid() {
        Pattern pattern = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
        return text(36, text -> pattern.matcher(text).matches(), "has to be a UUID");
    }

    static JsonShape dateTime() {
        return text(64, JsonShape::isDateTime, "has to be an RFC 3339 time such as 2026-01-31T08:00:00Z");
    }

    private static boolean isDateTime(String text) {
        try {
            OffsetDateTime.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** A text of a bounded length, in characters. */
    static JsonShape text(int maxLength, Predicate<String> rule, String words) {
        return (value, pointer, faults) -> {
            if (!value.isTextual()) {
                faults.add(new Fault(pointer, "type", "has to be a string"));
            } else if (value.textValue().length() > maxLength) {
                faults.add(new Fault(pointer, "length", "has to be at most " + maxLength + " characters long"));
            } else if (!rule.test(value.textValue())) {
                faults.add(new Fault(pointer, "format", words));
            }
        };
    }

    static JsonShape bool() {
        return (value, pointer, faults) -> {
            if (!value.isBoolean()) {
                faults.add(new Fault(pointer, "type", "has to be true or false"));
            }
        };
    }

    static JsonShape number() {
        return (value, pointer, faults) -> {
            if (!value.isNumber()) {
                faults.add(new Fault(pointer, "type", "has to be a number"));
            }
        };
    }

    static JsonShape integer() {
        return integer(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** A whole number; 1.0 is one too, as in JSON Schema. */
    static JsonShape integer(long min, long max) {
        return (value, pointer, faults) -> {
            boolean whole = value.isIntegralNumber()
                    || (value.isNumber()
                            && value.decimalValue().stripTrailingZeros().scale() <= 0);
            if (!whole) {
                faults.add(new Fault(pointer, "type", "has to be a whole number"));
            } else if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
                faults.add(new Fault(pointer, "range", "has to be between " + min + " and " + max));
            }
        };
    }
}
