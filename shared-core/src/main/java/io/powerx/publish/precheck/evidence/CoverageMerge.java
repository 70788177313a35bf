package io.powerx.publish.precheck.evidence;

import io.powerx.publish.plugin.ProjectFolder;
import io.powerx.publish.precheck.evidence.FileCoverage.Counts;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Adds up coverage reports so that each source file counts once, regardless of the reports, folders and formats that
 * mention it.
 *
 * <p>Reports use paths relative to different folders. A path is resolved against the folder of the report and its
 * parents. If there is no such file in the project, for example because only the reports were copied, paths are
 * compared as written.
 */
final class CoverageMerge {
    /** The two parts of a plugin. Both may contain a file such as {@code src/index.ts}. */
    private static final Set<String> COMPONENTS = Set.of("backend", "web-admin");

    /** Limits the number of comparisons; a name this common does not identify a file. */
    private static final int MAX_SAME_NAME = 500;

    private final ProjectFolder project;
    private final Map<String, Merged> files = new LinkedHashMap<>();

    private static final class Merged {
        private final FileCoverage coverage = new FileCoverage();
        private final Set<CoverageFormat> formats = EnumSet.noneOf(CoverageFormat.class);
    }

    CoverageMerge(ProjectFolder project) {
        this.project = project;
    }

    /** @param path of the report, relative to the project, with forward slashes */
    void add(String path, CoverageFormat format, CoverageReport report) {
        report.files().forEach((name, coverage) -> {
            String file = name.equals(CoverageReport.WHOLE) ? "report " + path : sourceFile(path, format, name);
            Merged merged = files.computeIfAbsent(file, key -> new Merged());
            merged.coverage.merge(coverage);
            merged.formats.add(format);
        });
    }

    Counts counts() {
        mergeAcrossFormats();
        return files.values().stream().map(merged -> merged.coverage.counts()).reduce(Counts.NONE, Counts::plus);
    }

    private String sourceFile(String report, CoverageFormat format, String written) {
        String name = ProjectFolder.withoutLeadingDots(written.replace('\\', '/'));
        return existing(report, name).orElseGet(() -> {
            String component = report.substring(0, Math.max(0, report.indexOf('/')));
            boolean ambiguous = format != CoverageFormat.GO
                    && !isAbsolute(name)
                    && COMPONENTS.contains(component)
                    && !name.startsWith(component + "/");
            return ambiguous ? component + "/" + name : name;
        });
    }

    private Optional<String> existing(String report, String name) {
        if (isAbsolute(name)) {
            // The build may have run in a different folder.
            for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
                if (isFile(name.substring(slash + 1))) {
                    return Optional.of(name.substring(slash + 1));
                }
            }
            return Optional.empty();
        }
        String folder = report;
        while (!folder.isEmpty()) {
            folder = folder.substring(0, Math.max(0, folder.lastIndexOf('/')));
            String candidate = folder.isEmpty() ? name : folder + "/" + name;
            if (isFile(candidate)) {
                return Optional.of(Path.of(candidate).normalize().toString().replace('\\', '/'));
            }
        }
        return Optional.empty();
    }

    private boolean isFile(String relative) {
        try {
            Path file = project.root().resolve(relative).normalize();
            return !relative.isEmpty() && file.startsWith(project.root()) && Files.isRegularFile(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isAbsolute(String name) {
        return name.startsWith("/") || name.matches("[A-Za-z]:/.*");
    }

    /**
     * Formats use paths relative to different folders: {@code a.py} in one may be {@code src/a.py} in another. An absolute path may be that
     * of any of them.
     */
    private void mergeAcrossFormats() {
        Map<String, List<String>> byName = new HashMap<>();
        files.keySet().forEach(file -> byName.computeIfAbsent(
                        file.substring(file.lastIndexOf('/') + 1), key -> new ArrayList<>())
                .add(file));
        for (List<String> candidates : byName.values()) {
            if (candidates.size() > MAX_SAME_NAME) {
                continue;
            }
            for (String shorter : List.copyOf(candidates)) {
                List<String> longer = candidates.stream()
                        .filter(file -> file.endsWith("/" + shorter)
                                && (isAbsolute(file) || haveDifferentFormats(file, shorter)))
                        .toList();
                if (longer.size() == 1) {
                    candidates.remove(shorter);
                    merge(shorter, longer.get(0));
                }
            }
        }
    }

    private boolean haveDifferentFormats(String one, String other) {
        return Collections.disjoint(merged(one).formats, merged(other).formats);
    }

    private void merge(String from, String into) {
        merged(into).coverage.merge(merged(from).coverage);
        merged(into).formats.addAll(merged(from).formats);
        files.remove(from);
    }

    private Merged merged(String file) {
        return Objects.requireNonNull(files.get(file));
    }
}
