package io.powerx.publish.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One entry of {@code permissions}.
 *
 * @param pointer JSON pointer of the entry in the merged manifest
 * @param codes the permission code, or {@code resource:action} for each action; empty if the entry has neither
 * @param node the entry as written
 */
public record DeclaredPermission(String pointer, Shape shape, List<String> codes, JsonNode node) {
    /** The form of an entry. */
    public enum Shape {
        /** A plain string. */
        TEXT,
        /** A mapping with permission_code, the form of the newest declaration guide. */
        CODE,
        /** A mapping with resource and actions, the form of the host's older plugins. */
        RESOURCE,
        /** None of these. */
        UNKNOWN
    }

    /** The code of a permission of the form {@link Shape#CODE}; an empty text if it has none. */
    public String code() {
        return codes.isEmpty() ? "" : codes.get(0);
    }

    /** The declared type, such as {@code page}; an empty text if there is none. */
    public String type() {
        return text("type");
    }

    /** The value of a field as text; an empty text if it is missing, a mapping or a list. */
    public String text(String field) {
        return node.path(field).asText("");
    }

    /** JSON pointer of a field in the merged manifest. */
    public String pointerOf(String field) {
        return pointer + "/" + field;
    }

    static List<DeclaredPermission> all(JsonNode manifest) {
        List<DeclaredPermission> all = new ArrayList<>();
        JsonNode list = manifest.path("permissions");
        for (int i = 0; list.isArray() && i < list.size(); i++) {
            all.add(of("/permissions/" + i, list.get(i)));
        }
        return List.copyOf(all);
    }

    private static DeclaredPermission of(String pointer, JsonNode node) {
        if (node.isTextual()) {
            return new DeclaredPermission(pointer, Shape.TEXT, nonBlank(node.textValue()), node);
        }
        if (node.has("permission_code")) {
            return new DeclaredPermission(
                    pointer, Shape.CODE, nonBlank(node.path("permission_code").asText("")), node);
        }
        if (!node.has("resource")) {
            return new DeclaredPermission(pointer, Shape.UNKNOWN, List.of(), node);
        }
        List<String> codes = new ArrayList<>();
        String resource = node.path("resource").asText("").strip();
        node.path("actions")
                .forEach(action -> codes.add(resource + ":" + action.asText("").strip()));
        if (node.path("action").isTextual()) {
            codes.add(resource + ":" + node.path("action").textValue().strip());
        }
        return new DeclaredPermission(pointer, Shape.RESOURCE, List.copyOf(codes), node);
    }

    private static List<String> nonBlank(String code) {
        return code.isBlank() ? List.of() : List.of(code.strip());
    }
}
