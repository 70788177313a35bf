package io.powerx.publish.plugin;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.git.GitHistory;
import io.powerx.publish.io.SmallFile;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the tag or the package of the previous version contains, to compare it with the version that is published.
 *
 * @param version of the tag or of the package
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

    /** The files of the previous version. */
    public interface Contents {
        /** Whether the previous version had a file with this content. */
        boolean contain(String path, byte[] content) throws IOException;
    }

    /**
     * The previous version.
     *
     * @param current the manifest that is published, with whose migrations the files are compared
     */
    public static PreviousRelease of(String version, ManifestFacts facts, PluginManifest current, Contents files)
            throws IOException {
        return new PreviousRelease(
                version,
                facts.hostRange(),
                facts.permissions(),
                facts.defaultGrants(),
                facts.dependencies(),
                changedMigrations(files, current));
    }

    /** Reads the previous version; empty if its manifest cannot be read. */
    static Optional<PreviousRelease> read(GitHistory history, VersionTag tag, PluginManifest current)
            throws IOException {
        Map<String, String> files = history.files(tag.commit());
        try {
            ManifestFacts facts = ManifestFacts.read(catalogs(history, files));
            return Optional.of(of(tag.version().toString(), facts, current, (path, content) -> {
                String before = files.get(path);
                return before != null && Arrays.equals(history.content(before, MAX_FILE), content);
            }));
        } catch (PublishException e) {
            return Optional.empty();
        }
    }

    /** The manifest and every file that may be one of its catalogs. */
    private static Map<String, byte[]> catalogs(GitHistory history, Map<String, String> files) throws IOException {
        List<String> paths = files.keySet().stream()
                .filter(ManifestFacts::mayRead)
                .sorted()
                .limit(MAX_CATALOGS)
                .toList();
        Map<String, byte[]> catalogs = new LinkedHashMap<>();
        for (String path : paths) {
            catalogs.put(path, history.content(Objects.requireNonNull(files.get(path)), MAX_FILE));
        }
        return catalogs;
    }

    private static List<Migration> changedMigrations(Contents before, PluginManifest current) throws IOException {
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
            if (!before.contain(path, content)) {
                changed.add(new Migration(path, SqlScript.destructive(path, content)));
            }
        }
        return changed.build().toList();
    }
}
