package io.powerx.publish.sbom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.io.Utf8;
import io.powerx.publish.json.Json;
import io.powerx.publish.sbom.Component.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * npm's package-lock.json: a tree of {@code dependencies} in version 1, a list of {@code packages} by folder in versions 2 and 3
 * (docs.npmjs.com, package-lock.json).
 */
final class PackageLockJson extends DependencyGraph<String> implements LockedComponents {
    private static final String FOLDER = "node_modules/";

    private final JsonNode packages;
    private final List<Component> components = new ArrayList<>();

    private PackageLockJson(JsonNode lock) throws UnreadableLockFile {
        packages = lock.path("packages");
        if (packages.isObject()) {
            packages.properties().forEach(entry -> component(entry.getKey()).ifPresent(components::add));
        } else if (lock.has("lockfileVersion")) {
            addTree(lock.path("dependencies"));
        } else {
            throw new UnreadableLockFile("it has neither packages nor a lockfileVersion");
        }
    }

    static PackageLockJson read(byte[] content) throws IOException {
        try {
            return new PackageLockJson(Json.mapper().readTree(Utf8.decode(content)));
        } catch (JsonProcessingException e) {
            throw new UnreadableLockFile("it is not JSON");
        }
    }

    @Override
    public List<Component> all() {
        return List.copyOf(components);
    }

    /** The file itself marks what is for development only, but for all projects together. */
    @Override
    public List<Component> of(String folder, PackageJson project) {
        if (folder.isEmpty() || !packages.isObject()) {
            return all();
        }
        if (!packages.has(folder)) {
            return List.of();
        }
        List<Component> needed = new ArrayList<>();
        needed(folder, project.dependencies())
                .forEach((each, scope) -> component(each).ifPresent(component -> needed.add(component.in(scope))));
        return needed;
    }

    @Override
    Collection<Dependency> dependencies(String locked) {
        return Dependency.of(packages.path(locked));
    }

    /** In the closest {@code node_modules}, as Node.js looks for it; a link leads to another project of the workspace. */
    @Override
    Optional<String> find(String from, Dependency dependency) {
        String folder = from;
        while (true) {
            String candidate = (folder.isEmpty() ? "" : folder + "/") + FOLDER + dependency.name();
            JsonNode entry = packages.path(candidate);
            if (entry.isObject()) {
                return Optional.of(
                        entry.path("link").asBoolean() ? entry.path("resolved").asText() : candidate);
            }
            if (folder.isEmpty()) {
                return Optional.empty();
            }
            folder = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
        }
    }

    /** Empty for the project itself and its workspaces, which are not in a folder of that name, and for links to them. */
    private Optional<Component> component(String folder) {
        JsonNode entry = packages.path(folder);
        int at = folder.lastIndexOf(FOLDER);
        if (at < 0 || entry.path("link").asBoolean()) {
            return Optional.empty();
        }
        String installed = folder.substring(at + FOLDER.length());
        return Optional.of(Component.npm(
                entry.path("name").asText(installed), text(entry, "version"), scope(entry), text(entry, "integrity")));
    }

    private void addTree(JsonNode dependencies) {
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
            addTree(entry.path("dependencies"));
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
