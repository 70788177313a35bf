package io.powerx.publish.precheck.evidence;

import io.powerx.publish.plugin.ProjectFolder;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Finds reports in a project. Skips folders that contain many files but no reports. */
final class ReportFiles {
    private static final int MAX_DEPTH = 12;
    private static final int MAX_VISITED = 200_000;
    private static final int MAX_FOUND = 10_000;

    /** Limits the number of variants of a pattern. */
    private static final int MAX_DOUBLE_STARS = 4;

    private static final Set<String> SKIPPED = Set.of(
            ".git",
            ".hg",
            ".svn",
            "node_modules",
            "vendor",
            ".pnpm-store",
            ".output",
            ".nuxt",
            ".px-plugin",
            ".gradle");

    /** {@code *.xml}, {@code *.{out,txt}} and {@code {a.xml,b.json}}. */
    private static final Pattern EXTENSION = Pattern.compile(".*\\.([A-Za-z0-9]+)");

    private static final Pattern EXTENSIONS = Pattern.compile(".*\\.\\{([A-Za-z0-9]+(?:,[A-Za-z0-9]+)*)\\}");
    private static final Pattern NAMES = Pattern.compile(".*\\{([^{}]*)\\}");

    private ReportFiles() {}

    /**
     * What was found.
     *
     * @param groups for each group relative paths with forward slashes, sorted
     * @param excess why there may be further reports, as a clause; null if all were found
     */
    record Found(List<List<String>> groups, @Nullable String excess) {}

    /**
     * The files that match the patterns of each group, found in one pass over the project.
     *
     * @param groups lists of globs relative to the project, in the syntax of {@link FileSystem#getPathMatcher}
     */
    static Found matching(ProjectFolder project, List<List<String>> groups) {
        List<Group> searched = groups.stream()
                .map(patterns -> Group.of(project.root().getFileSystem(), patterns))
                .toList();
        Visitor visitor = new Visitor(project.root(), searched);
        try {
            Files.walkFileTree(project.root(), EnumSet.noneOf(FileVisitOption.class), MAX_DEPTH, visitor);
        } catch (IOException e) {
            // Reports in a folder that cannot be listed cannot be read either.
        }
        return new Found(
                searched.stream()
                        .map(group -> group.found().stream().sorted().toList())
                        .toList(),
                visitor.excess);
    }

    /**
     * Patterns and the files that match one of them.
     *
     * @param endings of the names that can match, which are compared before the patterns; null if any name can
     */
    private record Group(
            List<PathMatcher> matchers, @Nullable Set<String> endings, List<String> found) {
        static Group of(FileSystem files, List<String> patterns) {
            List<PathMatcher> matchers = new ArrayList<>();
            Set<String> endings = new HashSet<>();
            boolean any = false;
            for (String pattern : patterns) {
                addMatchers(files, pattern, matchers);
                List<String> ends = extensions(pattern.strip());
                any |= ends.isEmpty();
                endings.addAll(ends);
            }
            return new Group(matchers, any ? null : endings, new ArrayList<>());
        }

        boolean mayContain(String name) {
            return endings == null || endings.contains(name.substring(name.lastIndexOf('.') + 1));
        }
    }

    /** The extensions that a pattern ends with; none if they are unknown. */
    private static List<String> extensions(String pattern) {
        Matcher extensions = EXTENSIONS.matcher(pattern);
        if (extensions.matches()) {
            return List.of(extensions.group(1).split(","));
        }
        Matcher names = NAMES.matcher(pattern);
        List<String> alternatives = List.of(names.matches() ? names.group(1).split(",") : new String[] {pattern});
        List<String> endings = alternatives.stream()
                .map(EXTENSION::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
        return endings.size() == alternatives.size() ? endings : List.of();
    }

    private static void addMatchers(FileSystem files, String pattern, List<PathMatcher> matchers) {
        String relative = pattern.strip().replaceFirst("^(?:\\./|/)+", "");
        for (String variant : variants(relative)) {
            try {
                matchers.add(files.getPathMatcher("glob:" + variant));
            } catch (PatternSyntaxException e) {
                matchers.add(path -> path.toString().equals(relative));
            }
        }
    }

    /**
     * In a path matcher, {@code **}{@code /} requires at least one folder; in other glob dialects it also matches
     * none.
     */
    private static List<String> variants(String pattern) {
        int at = pattern.indexOf("**/");
        if (at < 0 || pattern.split("\\*\\*/", -1).length > MAX_DOUBLE_STARS + 1) {
            return List.of(pattern);
        }
        List<String> variants = new ArrayList<>();
        for (String rest : variants(pattern.substring(at + 3))) {
            variants.add(pattern.substring(0, at + 3) + rest);
            variants.add(pattern.substring(0, at) + rest);
        }
        return variants;
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final Path root;
        private final List<Group> groups;
        private int visited;
        private @Nullable String excess;

        Visitor(Path root, List<Group> groups) {
            this.root = root;
            this.groups = groups;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean skipped = !folder.equals(root)
                    && SKIPPED.contains(folder.getFileName().toString());
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = String.valueOf(file.getFileName());
            if (++visited > MAX_VISITED) {
                excess = "only " + MAX_VISITED + " files of the project are searched for reports, and it has more";
            }
            for (Group group : groups) {
                if (attributes.isRegularFile() && group.mayContain(name)) {
                    Path relative = root.relativize(file);
                    if (group.matchers().stream().anyMatch(matcher -> matcher.matches(relative))) {
                        group.found()
                                .add(relative.toString()
                                        .replace(root.getFileSystem().getSeparator(), "/"));
                    }
                    if (group.found().size() > MAX_FOUND) {
                        excess = "only " + MAX_FOUND + " reports are read, and there are more";
                    }
                }
            }
            return excess != null ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
