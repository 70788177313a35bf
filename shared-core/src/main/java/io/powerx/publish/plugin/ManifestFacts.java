package io.powerx.publish.plugin;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest declares, apart from its project: for versions whose files are in the history or in a package.
 *
 * @param hostRange supported core versions; null if the manifest does not declare them
 * @param permissions codes or {@code resource:action}, sorted, without duplicates
 * @param defaultGrants {@code role: permission} for each permission that a role gets by default, sorted
 * @param menus in the order of the manifest, parents before their children
 * @param migrations the folder with the migrations, relative to the manifest
 * @param problems of the catalogs, because of which the rest is incomplete; sentences without a full stop
 */
public record ManifestFacts(
        @Nullable String hostRange,
        List<String> permissions,
        List<String> defaultGrants,
        List<PluginSnapshot.Dependency> dependencies,
        List<DeclaredMenu> menus,
        String migrations,
        List<String> problems) {

    /** Whether {@link #read} can use a file: the manifest, or what may be one of its catalogs. */
    public static boolean mayRead(String path) {
        return path.endsWith(".yaml") || path.endsWith(".yml");
    }

    /**
     * Reads plugin.yaml and its catalogs.
     *
     * @param files content by path relative to the manifest; paths are foreign text
     * @throws PublishException {@link ErrorCode#MANIFEST_MISSING}, {@link ErrorCode#MANIFEST_INVALID}
     * @throws IOException if the files cannot be written to a temporary folder, in which the host's rules for paths apply
     */
    public static ManifestFacts read(Map<String, byte[]> files) throws IOException {
        Path folder = Files.createTempDirectory("px-manifest");
        try {
            ProjectFolder project = new ProjectFolder(folder);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path target = project.resolve(file.getKey()).orElse(null);
                if (target != null && mayRead(file.getKey())) {
                    Files.createDirectories(target.getParent());
                    Files.write(target, file.getValue());
                }
            }
            return of(new PluginReader(folder).read());
        } finally {
            delete(folder);
        }
    }

    private static ManifestFacts of(PluginManifest manifest) {
        return new ManifestFacts(
                SnapshotFactory.hostRange(manifest),
                SnapshotFactory.permissions(manifest),
                SnapshotFactory.defaultGrants(manifest),
                SnapshotFactory.dependencies(manifest),
                DeclaredMenu.all(manifest.root()),
                manifest.text("/migrations/dir")
                        .map(ProjectFolder::withoutLeadingDots)
                        .orElse("migrations"),
                manifest.catalogProblems().stream()
                        .filter(problem -> problem.kind() != CatalogProblem.Kind.FIELD_MISSING)
                        .map(CatalogProblem::message)
                        .toList());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
