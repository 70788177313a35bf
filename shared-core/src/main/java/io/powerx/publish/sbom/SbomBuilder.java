package io.powerx.publish.sbom;

import io.powerx.publish.error.IoFailure;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.sbom.Component.Ecosystem;
import io.powerx.publish.sbom.Component.Scope;
import io.powerx.publish.secret.ForeignText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
    private static final int MAX_COMPONENTS = 50_000;
    private static final int MAX_SHOWN = 300;

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
        LockFiles files = LockFiles.of(project);
        problems.addAll(files.problems());
        Map<Path, LockedComponents> read = new HashMap<>();
        for (LockFiles.Use use : files.uses()) {
            String path = files.name(use.file());
            try {
                LockedComponents locked = read.get(use.file());
                if (locked == null) {
                    locked = use.kind().read(SmallFile.read(use.file(), MAX_FILE));
                    read.put(use.file(), locked);
                }
                for (Component component : components(locked, use)) {
                    boolean unused = goPrograms && component.ecosystem() == Ecosystem.GO;
                    add(path, unused ? component.in(Scope.EXCLUDED) : component);
                }
            } catch (IOException e) {
                problem(path, IoFailure.reason(e));
            }
        }
    }

    private static List<Component> components(LockedComponents locked, LockFiles.Use use) throws IOException {
        Path json = use.packageJson();
        return json == null ? locked.all() : locked.of(use.folder(), PackageJson.read(SmallFile.read(json, MAX_FILE)));
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
}
