package io.powerx.publish.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Other plugins in the same repository, such as those of a monorepo. The search is bounded in depth and number, and
 * skips what cannot be read.
 */
public final class NeighborPlugins {
    private static final int MAX_DEPTH = 3;
    private static final int MAX_FOLDERS = 500;
    private static final int MAX_PLUGINS = 100;
    private static final int MAX_BYTES = 512 << 10;
    private static final Set<String> SKIPPED = Set.of("node_modules", "vendor", "target", "build", "dist", "backend");

    private NeighborPlugins() {}

    /**
     * Another plugin.
     *
     * @param required the dependencies that are not optional
     */
    public record Neighbor(String id, List<DeclaredDependency> required, List<DeclaredDependency> conflicts) {
        private static Neighbor of(JsonNode manifest) {
            return new Neighbor(
                    manifest.path("id").asText("").strip(),
                    DeclaredDependency.all(manifest).stream()
                            .filter(dependency -> !dependency.optional())
                            .toList(),
                    DeclaredDependency.conflicts(manifest));
        }
    }

    /**
     * Finds the plugins in the repository that contains a plugin, or next to the plugin if there is no repository.
     *
     * @return by id, without the plugin itself
     */
    public static Map<String, Neighbor> of(PluginManifest plugin) {
        Path project = plugin.project().root();
        Path repository = repository(project);
        Path start = repository == null ? project.getParent() : repository;
        Map<String, Neighbor> found = new LinkedHashMap<>();
        if (start == null) {
            return found;
        }
        for (Path folder : folders(start, repository == null ? 1 : MAX_DEPTH)) {
            if (found.size() < MAX_PLUGINS && !folder.equals(project)) {
                read(folder, found);
            }
        }
        found.remove(plugin.text("/id").orElse(""));
        found.remove("");
        return found;
    }

    private static void read(Path folder, Map<String, Neighbor> found) {
        try {
            new ProjectFolder(folder)
                    .text(PluginManifest.FILE, MAX_BYTES, ErrorCode.MANIFEST_INVALID)
                    .map(text -> YamlDocument.parse(PluginManifest.FILE, text, ErrorCode.MANIFEST_INVALID))
                    .map(document -> Neighbor.of(document.root()))
                    .ifPresent(neighbor -> found.putIfAbsent(neighbor.id(), neighbor));
        } catch (PublishException unreadable) {
            // It is reported when that plugin is checked.
        }
    }

    private static @Nullable Path repository(Path project) {
        for (Path folder = project; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".git"))) {
                return folder;
            }
        }
        return null;
    }

    /** The folder and those below it, in a stable order. */
    private static List<Path> folders(Path start, int depth) {
        List<Path> all = new ArrayList<>();
        Deque<Path> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty() && all.size() < MAX_FOLDERS) {
            Path folder = open.remove();
            all.add(folder);
            if (folder.getNameCount() - start.getNameCount() < depth) {
                open.addAll(children(folder));
            }
        }
        return all;
    }

    private static List<Path> children(Path folder) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, NeighborPlugins::isSearched)) {
            for (Path child : stream) {
                children.add(child);
                if (children.size() == MAX_FOLDERS) {
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        Collections.sort(children);
        return children;
    }

    private static boolean isSearched(Path child) {
        String name = String.valueOf(child.getFileName());
        return !name.startsWith(".") && !SKIPPED.contains(name) && Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS);
    }
}
