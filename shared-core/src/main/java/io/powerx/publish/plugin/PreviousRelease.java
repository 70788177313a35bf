package io.powerx.publish.plugin;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.git.GitHistory;
import io.powerx.publish.io.SmallFile;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the tag of the previous version contains, to compare it with the version that is published.
 *
 * @param version of the tag
 * @param hostRange supported core versions; null if the manifest did not declare them
 * @param permissions codes or {@code resource:action}
 * @param defaultGrants {@code role: permission} for each permission that a role got by default
 * @param migrations the migrations that are new or changed since then
 */
public record PreviousRelease(
        String version,
        @Nullable String hostRange,
        List<String> permissions,
        List<String> defaultGrants,
        List<PluginSnapshot.Dependency> dependencies,
        List<Migration> migrations)
        implements Serializable {
    private static final int MAX_FILE = 1 << 20;
    private static final int MAX_MIGRATIONS = 2_000;
    private static final int MAX_CATALOGS = 1_000;

    /**
     * A new or changed migration.
     *
     * @param path relative to the project
     * @param destructive statements that delete data or break the previous version
     */
    public record Migration(String path, List<String> destructive) implements Serializable {}

    /** Reads the previous version; empty if its manifest cannot be read. */
    static Optional<PreviousRelease> read(GitHistory history, VersionTag tag, PluginManifest current)
            throws IOException {
        Map<String, String> files = history.files(tag.commit());
        Path folder = Files.createTempDirectory("px-previous");
        try {
            extract(history, files, new ProjectFolder(folder));
            PluginManifest manifest = new PluginReader(folder).read();
            return Optional.of(new PreviousRelease(
                    tag.version().toString(),
                    SnapshotFactory.hostRange(manifest),
                    SnapshotFactory.permissions(manifest),
                    SnapshotFactory.defaultGrants(manifest),
                    SnapshotFactory.dependencies(manifest),
                    changedMigrations(history, files, current)));
        } catch (PublishException e) {
            return Optional.empty();
        } finally {
            delete(folder);
        }
    }

    /** Writes the manifest and every file that may be one of its catalogs. Names in a repository are foreign text. */
    private static void extract(GitHistory history, Map<String, String> files, ProjectFolder folder)
            throws IOException {
        List<Map.Entry<String, String>> catalogs = files.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".yaml") || file.getKey().endsWith(".yml"))
                .sorted(Map.Entry.comparingByKey())
                .limit(MAX_CATALOGS)
                .toList();
        for (Map.Entry<String, String> catalog : catalogs) {
            Path target = folder.resolve(catalog.getKey()).orElse(null);
            if (target != null) {
                Files.createDirectories(target.getParent());
                Files.write(target, history.content(catalog.getValue(), MAX_FILE));
            }
        }
    }

    private static List<Migration> changedMigrations(
            GitHistory history, Map<String, String> files, PluginManifest current) throws IOException {
        Path root = current.project().root();
        Path folder = current.project()
                .resolve(current.text("/migrations/dir").orElse("migrations"))
                .filter(Files::isDirectory)
                .orElse(null);
        if (folder == null) {
            return List.of();
        }
        List<Path> scripts;
        try (Stream<Path> walk = Files.walk(folder)) {
            scripts = walk.filter(Files::isRegularFile)
                    .sorted()
                    .limit(MAX_MIGRATIONS)
                    .toList();
        }
        Stream.Builder<Migration> changed = Stream.builder();
        for (Path script : scripts) {
            String path = root.relativize(script).toString().replace('\\', '/');
            byte[] content = SmallFile.read(script, MAX_FILE);
            String before = files.get(path);
            if (before == null || !Arrays.equals(history.content(before, MAX_FILE), content)) {
                changed.add(new Migration(path, destructive(path, content)));
            }
        }
        return changed.build().toList();
    }

    private static List<String> destructive(String path, byte[] content) {
        return path.endsWith(".sql") && !SqlScript.undoes(path)
                ? SqlScript.destructiveStatements(new String(content, StandardCharsets.UTF_8))
                : List.of();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
