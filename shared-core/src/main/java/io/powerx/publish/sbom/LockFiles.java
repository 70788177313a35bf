package io.powerx.publish.sbom;

import io.powerx.publish.error.IoFailure;
import io.powerx.publish.git.GitCheckout;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lock files that a plugin's components are in: those of the project and, for a package.json without one, that of the workspace
 * that the project belongs to, as far as it is in the same checkout.
 */
final class LockFiles {
    private static final int MAX_DEPTH = 6;
    private static final int MAX_FILES = 200;

    /** Folders with copies of other projects, or with output. */
    private static final Set<String> SKIPPED = Set.of("node_modules", "vendor", "dist", "build", "target", "out");

    private final Path project;
    private final Set<Path> locks = new TreeSet<>();
    private final Set<Path> packageJsons = new TreeSet<>();
    private final List<Use> uses = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * A lock file and the project whose components it lists.
     *
     * @param folder of the project relative to that of the file, with forward slashes
     * @param packageJson of the project; null if it has none, or none that specifies anything about the file
     */
    record Use(
            Path file,
            LockFile kind,
            String folder,
            @Nullable Path packageJson) {}

    private LockFiles(Path project) {
        this.project = project.toAbsolutePath().normalize();
    }

    /** @param project the folder that contains plugin.yaml */
    static LockFiles of(Path project) {
        LockFiles files = new LockFiles(project);
        files.walk();
        files.locks.forEach(files::useOwn);
        files.packageJsons.forEach(files::useWorkspace);
        if (files.uses.size() > MAX_FILES) {
            files.problems.add("There are more than " + MAX_FILES + " lock files");
        }
        return files;
    }

    /** Sorted, so that the result does not depend on the file system. */
    List<Use> uses() {
        return uses.stream().limit(MAX_FILES).toList();
    }

    /** What could not be read, one line each. */
    List<String> problems() {
        return problems;
    }

    /** The path relative to the project, with forward slashes. */
    String name(Path file) {
        return project.relativize(file).toString().replace('\\', '/');
    }

    private void useOwn(Path file) {
        LockFile kind = kind(file).orElseThrow();
        Path json = file.resolveSibling(PackageJson.FILE);
        uses.add(new Use(file, kind, "", kind.isOfWorkspaces() && packageJsons.contains(json) ? json : null));
    }

    private void useWorkspace(Path packageJson) {
        Path folder = packageJson.getParent();
        Path root = GitCheckout.rootOf(project).orElse(project);
        for (Path parent = folder; parent != null && parent.startsWith(root); parent = parent.getParent()) {
            List<Path> found = ofWorkspaces(parent);
            if (!found.isEmpty()) {
                // Those of the project are used already.
                if (!parent.startsWith(project)) {
                    use(found, parent.relativize(folder), packageJson);
                }
                return;
            }
        }
    }

    private void use(List<Path> files, Path folder, Path packageJson) {
        String name = folder.toString().replace('\\', '/');
        files.forEach(file -> uses.add(new Use(file, kind(file).orElseThrow(), name, packageJson)));
    }

    private static List<Path> ofWorkspaces(Path folder) {
        return Arrays.stream(LockFile.values())
                .filter(LockFile::isOfWorkspaces)
                .flatMap(kind -> kind.names().stream())
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .toList();
    }

    private static Optional<LockFile> kind(Path file) {
        return LockFile.of(String.valueOf(file.getFileName()));
    }

    private void walk() {
        try {
            Files.walkFileTree(project, Set.of(), MAX_DEPTH, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    String name = String.valueOf(folder.getFileName());
                    boolean skipped = !folder.equals(project) && (SKIPPED.contains(name) || name.startsWith("."));
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        found(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            problems.add("The project could not be searched for lock files: " + IoFailure.reason(e));
        }
    }

    private void found(Path file) {
        if (kind(file).isPresent()) {
            locks.add(file);
        } else if (file.endsWith(PackageJson.FILE)) {
            packageJsons.add(file);
        }
    }
}
