package io.powerx.publish.sbom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.io.Utf8;
import io.powerx.publish.json.Json;
import io.powerx.publish.sbom.Component.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * npm's package-lock.json: a tree of {@code dependencies} in version 1, a list of {@code packages} by folder in versions 2 and 3
 * (docs.npmjs.com, package-lock.json).
 */
final class PackageLockJson {
    private static final String FOLDER = "node_modules/";

    private PackageLockJson() {}

    static List<Component> read(byte[] content) throws IOException {
        JsonNode lock;
        try {
            lock = Json.mapper().readTree(Utf8.decode(content));
        } catch (JsonProcessingException e) {
            throw new UnreadableLockFile("it is not JSON");
        }
        List<Component> components = new ArrayList<>();
        if (lock.path("packages").isObject()) {
            lock.path("packages")
                    .properties()
                    .forEach(entry -> addPackage(components, entry.getKey(), entry.getValue()));
        } else if (lock.has("lockfileVersion")) {
            addTree(components, lock.path("dependencies"));
        } else {
            throw new UnreadableLockFile("it has neither packages nor a lockfileVersion");
        }
        return components;
    }

    /** The project itself, its workspaces and links to them are not in a folder of that name or have no version themselves. */
    private static void addPackage(List<Component> components, String folder, JsonNode entry) {
        int at = folder.lastIndexOf(FOLDER);
        if (at >= 0 && !entry.path("link").asBoolean()) {
            String installed = folder.substring(at + FOLDER.length());
            components.add(Component.npm(
                    entry.path("name").asText(installed),
                    text(entry, "version"),
                    scope(entry),
                    text(entry, "integrity")));
        }
    }

    private static void addTree(List<Component> components, JsonNode dependencies) {
        dependencies.properties().forEach(dependency -> {
            JsonNode entry = dependency.getValue();
            String version = text(entry, "version");
            if (version != null && version.startsWith("npm:")) {
                int at = version.lastIndexOf('@');
                components.add(Component.npm(
                        version.substring(4, Math.max(4, at)),
                        version.substring(at + 1),
                        scope(entry),
                        text(entry, "integrity")));
            } else if (version == null || !version.startsWith("file:")) {
                components.add(Component.npm(dependency.getKey(), version, scope(entry), text(entry, "integrity")));
            }
            addTree(components, entry.path("dependencies"));
        });
    }

    private static Scope scope(JsonNode entry) {
        if (entry.path("dev").asBoolean() || entry.path("devOptional").asBoolean()) {
            return Scope.EXCLUDED;
        }
        return entry.path("optional").asBoolean() ? Scope.OPTIONAL : Scope.REQUIRED;
    }

    private static @Nullable String text(JsonNode entry, String field) {
        return entry.path(field).isTextual() ? entry.path(field).textValue() : null;
    }
}
