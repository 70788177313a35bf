package io.powerx.publish.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One entry of {@code permissions}, in any of the shapes that plugins use.
 *
 * @param pointer JSON pointer of the entry in the merged manifest
 * @param codes what it asks for: a permission code, or {@code resource:action} for each action; empty where it says nothing usable
 * @param node the entry as written
 */
public record DeclaredPermission(String pointer, Shape shape, List<String> codes, JsonNode node) {
    /** How it is written. */
    public enum Shape {
        /** A plain string. */
        TEXT,
        /** A mapping with permission_code, the form of the newest declaration guide. */
        CODE,
        /** A mapping with resource and actions, the form of the host's older plugins. */
        RESOURCE,
        /** Nothing that anybody reads. */
        UNKNOWN
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
