package io.powerx.publish.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.yaml.YamlDocument;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The descriptors of a plugin's capabilities: those that its manifest refers to, and the others in their folder. */
public final class CapabilityDescriptors {
    private static final String FOLDER = "contracts/capabilities/";
    private static final int MAX_FILES = 5_000;

    private final Map<String, Descriptor> files = new LinkedHashMap<>();

    /**
     * A descriptor that exists.
     *
     * @param path relative to the plugin, with forward slashes
     * @param document null if the file cannot be read
     * @param problem why it cannot be read; null if it can
     */
    public record Descriptor(
            String path,
            @Nullable YamlDocument document,
            @Nullable PublishException problem) {
        /** The text at a JSON pointer; empty if there is none, or if the file cannot be read. */
        public String text(String pointer) {
            return document == null
                    ? ""
                    : document.root().at(pointer).asText("").strip();
        }

        /** The value at a JSON pointer; a missing node if there is none, or if the file cannot be read. */
        public JsonNode at(String pointer) {
            return document == null
                    ? MissingNode.getInstance()
                    : document.root().at(pointer);
        }
    }

    /** @param packed the paths of the files in the package */
    public CapabilityDescriptors(PluginManifest manifest, Stream<String> packed) {
        Set<String> paths = new LinkedHashSet<>();
        manifest.capabilities().forEach(capability -> add(paths, capability.descriptor()));
        manifest.at("/capabilities/imports").forEach(path -> add(paths, path.asText("")));
        packed.filter(CapabilityDescriptors::isDescriptor).limit(MAX_FILES).forEach(paths::add);
        paths.stream()
                .filter(manifest.project()::hasFile)
                .forEach(path -> files.put(path, read(manifest.project(), path)));
    }

    public Stream<Descriptor> all() {
        return files.values().stream();
    }

    /**
     * The descriptor at a path.
     *
     * @param path as written in the manifest
     * @return empty if there is no such file
     */
    public Optional<Descriptor> at(String path) {
        return RuntimeNeed.normalized(path).map(files::get);
    }

    private static void add(Set<String> paths, String path) {
        if (!path.isBlank()) {
            RuntimeNeed.normalized(path).ifPresent(paths::add);
        }
    }

    private static boolean isDescriptor(String path) {
        return path.startsWith(FOLDER) && (path.endsWith(".yaml") || path.endsWith(".yml"));
    }

    private static Descriptor read(ProjectFolder project, String path) {
        try {
            YamlDocument document = project.yaml(path);
            if (document.root().isObject()) {
                return new Descriptor(path, document, null);
            }
            String found = document.root().isNull() ? "it is empty" : "it is not a mapping of keys to values";
            return new Descriptor(
                    path,
                    null,
                    PublishException.of(ErrorCode.MANIFEST_INVALID, "read " + path, found)
                            .at(document.locate("")));
        } catch (PublishException e) {
            return new Descriptor(path, null, e);
        }
    }
}
