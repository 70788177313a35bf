package io.powerx.publish.marketplace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9457 problem details with the members of the contract. Only the code is interpreted; the texts are shown to people.
 *
 * @param missingParts at most 1000
 * @param errors at most 1000
 */
public record Problem(
        @Nullable String type,
        @Nullable String title,
        @Nullable Integer status,
        @Nullable String detail,
        @Nullable String code,
        @Nullable String requestId,
        @Nullable String supportUrl,
        @Nullable String publishId,
        @Nullable String requiredPermission,
        @Nullable Long limitBytes,
        List<Integer> missingParts,
        List<FieldError> errors) {
    /** A refusal without problem details. */
    public static final Problem NONE =
            new Problem(null, null, null, null, null, null, null, null, null, null, List.of(), List.of());

    private static final int MAX_ITEMS = 1000;

    public record FieldError(
            @Nullable String pointer,
            @Nullable String code,
            @Nullable String detail) {}

    /** Reads member by member, because a member of the wrong type must not hide the others. */
    static Problem of(JsonNode tree) {
        JsonNode limit = tree.path("limitBytes");
        JsonNode status = tree.path("status");
        return new Problem(
                ReplyReader.text(tree, "type"),
                ReplyReader.text(tree, "title"),
                status.canConvertToInt() ? (Integer) status.intValue() : null,
                ReplyReader.text(tree, "detail"),
                ReplyReader.text(tree, "code"),
                ReplyReader.text(tree, "requestId"),
                ReplyReader.text(tree, "supportUrl"),
                ReplyReader.text(tree, "publishId"),
                ReplyReader.text(tree, "requiredPermission"),
                limit.canConvertToLong() ? (Long) limit.longValue() : null,
                numbers(tree.path("missingParts")),
                fields(tree.path("errors")));
    }

    private static List<Integer> numbers(JsonNode array) {
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode item : array) {
            if (item.canConvertToInt() && numbers.size() < MAX_ITEMS) {
                numbers.add(item.intValue());
            }
        }
        return List.copyOf(numbers);
    }

    private static List<FieldError> fields(JsonNode array) {
        List<FieldError> fields = new ArrayList<>();
        for (JsonNode item : array) {
            if (fields.size() < MAX_ITEMS) {
                fields.add(new FieldError(
                        ReplyReader.text(item, "pointer"),
                        ReplyReader.text(item, "code"),
                        ReplyReader.text(item, "detail")));
            }
        }
        return List.copyOf(fields);
    }
}
