package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.precheck.PluginContext;
import java.util.HashSet;
import java.util.Set;

/**
 * The resources and actions that the permissions and rbac.resources declare. The plugin's id at the start of a resource
 * is not compared: real plugins write it with a dot, with a colon, or not at all.
 */
final class DeclaredResources {
    private final String id;
    private final Set<String> resources = new HashSet<>();
    private final Set<String> permissions = new HashSet<>();

    private DeclaredResources(String id) {
        this.id = id;
    }

    static DeclaredResources of(PluginContext plugin) {
        DeclaredResources declared = new DeclaredResources(plugin.text("/id").orElse(""));
        for (DeclaredPermission permission : plugin.manifest().permissions()) {
            permission.codes().forEach(declared::add);
        }
        for (JsonNode entry : plugin.manifest().at("/rbac/resources")) {
            String resource = entry.path("resource").asText("").strip();
            declared.resources.add(declared.normalized(resource));
            entry.path("actions")
                    .forEach(action ->
                            declared.add(resource + ":" + action.asText("").strip()));
        }
        return declared;
    }

    boolean isEmpty() {
        return resources.isEmpty();
    }

    boolean hasResource(String resource) {
        return resources.contains(normalized(resource));
    }

    /** @param code such as {@code note.notes:read} */
    boolean hasPermission(String code) {
        return permissions.contains(normalized(code));
    }

    private void add(String code) {
        permissions.add(normalized(code));
        int colon = code.lastIndexOf(':');
        if (colon > 0) {
            resources.add(normalized(code.substring(0, colon)));
        }
    }

    private String normalized(String name) {
        String text = name.strip();
        boolean prefixed = !id.isEmpty()
                && text.length() > id.length() + 1
                && text.startsWith(id)
                && ".:".indexOf(text.charAt(id.length())) >= 0;
        return prefixed ? text.substring(id.length() + 1) : text;
    }
}
