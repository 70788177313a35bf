package io.powerx.publish.sbom;

import io.powerx.publish.error.IoFailure;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.sbom.Component.Ecosystem;
import io.powerx.publish.sbom.Component.Scope;
import io.powerx.publish.secret.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Collects the components of a plugin from the lock files of its project and from its Go programs. A file that cannot be read makes the
 * bill of materials incomplete, which it states, but does not stop a publish.
 */
public final class SbomBuilder {
    private static final int MAX_FILE = 16 << 20;
    private static final int MAX_DEPTH = 6;
    private static final int MAX_FILES = 200;
    private static final int MAX_COMPONENTS = 50_000;
    private static final int MAX_SHOWN = 300;

    /** Folders with copies of other projects, or with output. */
    private static final Set<String> SKIPPED = Set.of("node_modules", "vendor", "dist", "build", "target", "out");

    private final Path project;
    private final Map<String, Component> components = new TreeMap<>();
    private final Map<String, Set<String>> sources = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private SbomBuilder(Path project) {
        this.project = project;
    }

    /**
     * Builds the bill of materials.
     *
     * @param project the folder that contains plugin.yaml
     * @param programs the packed files that are programs, by their names in the package
     */
    public static BillOfMaterials build(Path project, Map<String, Path> programs, SbomSubject subject) {
        SbomBuilder builder = new SbomBuilder(project);
        boolean goPrograms = builder.addPrograms(programs);
        builder.addLockFiles(goPrograms);
        byte[] json = CycloneDx.write(
                subject,
                builder.components.values().stream().sorted(Component.ORDER).toList(),
                builder.sources,
                builder.problems.isEmpty());
        return new BillOfMaterials(json, builder.components.size(), List.copyOf(builder.problems));
    }

    /** Returns whether there is a Go program that states its modules. */
    private boolean addPrograms(Map<String, Path> programs) {
        boolean found = false;
        for (Map.Entry<String, Path> program : new TreeMap<>(programs).entrySet()) {
            try (InputStream in = Files.newInputStream(program.getValue())) {
                Optional<GoBuildInfo> info = GoBuildInfo.read(in);
                if (info.isPresent()) {
                    found = true;
                    add(program.getKey(), Component.go("stdlib", info.get().goVersion()));
                    info.get().modules().forEach(module -> add(program.getKey(), module));
                }
            } catch (IOException e) {
                problem(program.getKey(), IoFailure.reason(e));
            }
        }
        return found;
    }

    /** @param goPrograms whether programs state their modules; then go.sum adds only those of tests and tools */
    private void addLockFiles(boolean goPrograms) {
        for (Path file : lockFiles()) {
            String path = project.relativize(file).toString().replace('\\', '/');
            LockFile kind = LockFile.of(String.valueOf(file.getFileName())).orElseThrow();
            try {
                for (Component component : kind.read(SmallFile.read(file, MAX_FILE))) {
                    boolean unused = goPrograms && component.ecosystem() == Ecosystem.GO;
                    add(path, unused ? excluded(component) : component);
                }
            } catch (IOException e) {
                problem(path, IoFailure.reason(e));
            }
        }
    }

    private static Component excluded(Component component) {
        return new Component(
                component.ecosystem(),
                component.group(),
                component.name(),
                component.version(),
                Scope.EXCLUDED,
                component.hashes());
    }

    private void add(String source, Component component) {
        if (component.name().isBlank()) {
            return;
        }
        String purl = component.purl();
        if (!components.containsKey(purl) && components.size() == MAX_COMPONENTS) {
            if (problems.stream().noneMatch(problem -> problem.startsWith("There are more"))) {
                problems.add("There are more than " + MAX_COMPONENTS + " components");
            }
            return;
        }
        components.merge(purl, component, Component::merged);
        sources.computeIfAbsent(purl, key -> new TreeSet<>()).add(source);
    }

    private void problem(String path, String found) {
        problems.add(ForeignText.oneLine(path + " is not part of the SBOM: " + found, MAX_SHOWN));
    }

    /** Sorted, so that the result does not depend on the file system. */
    private List<Path> lockFiles() {
        List<Path> found = new ArrayList<>();
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
                    if (attributes.isRegularFile()
                            && LockFile.of(String.valueOf(file.getFileName())).isPresent()) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            problem(".", IoFailure.reason(e));
        }
        found.sort(
                Comparator.comparing(file -> project.relativize(file).toString().replace('\\', '/')));
        if (found.size() > MAX_FILES) {
            problems.add("There are more than " + MAX_FILES + " lock files");
        }
        return found.stream().limit(MAX_FILES).toList();
    }
}
