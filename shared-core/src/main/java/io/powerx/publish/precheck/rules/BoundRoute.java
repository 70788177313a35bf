package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.precheck.PluginContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A route that a permission binds, as the gateway compares it.
 *
 * @param pointer JSON pointer of the binding in the merged manifest
 * @param method in upper case
 * @param path without a slash at its end; an empty text if it is not absolute
 * @param code the permission that a request needs; an empty text if it is not determined
 */
record BoundRoute(String pointer, String method, String path, String code) {
    /** The routes of the permissions of a type, page or api. */
    static List<BoundRoute> of(PluginContext plugin, String type) {
        List<BoundRoute> routes = new ArrayList<>();
        for (DeclaredPermission permission : PermissionRule.ofType(plugin, type)) {
            JsonNode bindings = permission.node().path("protocol_bindings");
            for (int i = 0; bindings.isArray() && i < bindings.size(); i++) {
                routes.add(new BoundRoute(
                        permission.pointerOf("protocol_bindings/" + i),
                        method(bindings.get(i)),
                        normalized(bindings.get(i).path("path").asText("")),
                        type.equals("api") ? effectiveCode(permission) : permission.code()));
            }
        }
        return routes;
    }

    static String method(JsonNode declared) {
        return declared.path("method").asText("").strip().toUpperCase(Locale.ROOT);
    }

    /** A path as the gateway compares it; an empty text if it is not absolute. */
    static String normalized(String path) {
        String text = path.strip();
        if (!text.startsWith("/")) {
            return "";
        }
        String shortened = text.replaceFirst("/+$", "");
        return shortened.isEmpty() ? "/" : shortened;
    }

    /** Such as {@code POST /notes}. */
    String label() {
        return method + " " + path;
    }

    /** Whether the route covers a path; {@code *} stands for one segment, {@code **} for the rest. */
    boolean covers(String other) {
        String[] own = path.split("/", -1);
        String[] segments = other.split("/", -1);
        for (int i = 0; i < own.length; i++) {
            if (own[i].equals("**")) {
                return true;
            }
            if (i >= segments.length || !(own[i].equals("*") || own[i].equals(segments[i]))) {
                return false;
            }
        }
        return own.length == segments.length;
    }

    private static String effectiveCode(DeclaredPermission permission) {
        String business = permission.text("business_permission_code").strip();
        if (!business.isEmpty()) {
            return business;
        }
        return permission.node().path("independent").asBoolean(false) ? permission.code() : "";
    }
}
