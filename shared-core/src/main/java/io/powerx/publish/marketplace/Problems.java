package io.powerx.publish.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@link Problem} member by member, since one of the wrong type must not hide the others. */
public final class Problems {
    private static final int MOST = 1000;

    public static final Problem NONE =
            new Problem(null, null, null, null, null, null, null, null, null, null, null, null);

    private Problems() {}

    static Problem of(JsonNode tree) {
        JsonNode limit = tree.path("limitBytes");
        JsonNode status = tree.path("status");
        return new Problem(
                text(tree, "type"),
                text(tree, "title"),
                status.canConvertToInt() ? (Integer) status.intValue() : null,
                text(tree, "detail"),
                text(tree, "code"),
                text(tree, "requestId"),
                text(tree, "supportUrl"),
                text(tree, "publishId"),
                text(tree, "requiredPermission"),
                limit.canConvertToLong() ? (Long) limit.longValue() : null,
                numbers(tree.path("missingParts")),
                fields(tree.path("errors")));
    }

    private static List<Integer> numbers(JsonNode array) {
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode item : array) {
            if (item.canConvertToInt() && numbers.size() < MOST) {
                numbers.add(item.intValue());
            }
        }
        return List.copyOf(numbers);
    }

    private static List<Problem.FieldError> fields(JsonNode array) {
        List<Problem.FieldError> fields = new ArrayList<>();
        for (JsonNode item : array) {
            if (fields.size() < MOST) {
                fields.add(new Problem.FieldError(text(item, "pointer"), text(item, "code"), text(item, "detail")));
            }
        }
        return List.copyOf(fields);
    }

    public static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isTextual() ? value.textValue() : null;
    }
}
