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
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Finds reports in a project. Skips folders that contain many files but no reports. */
final class ReportFiles {
    private static final int MAX_DEPTH = 12;
    private static final int MAX_VISITED = 200_000;
    private static final int MAX_FOUND = 2_000;

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

    private ReportFiles() {}

    /**
     * The files that match one of the patterns.
     *
     * @param patterns globs relative to the project, in the syntax of {@link FileSystem#getPathMatcher}
     * @return relative paths with forward slashes, sorted
     */
    static List<String> matching(ProjectFolder project, List<String> patterns) {
        List<PathMatcher> matchers = new ArrayList<>();
        for (String pattern : patterns) {
            addMatchers(project.root().getFileSystem(), pattern, matchers);
        }
        List<String> found = new ArrayList<>();
        try {
            Files.walkFileTree(
                    project.root(),
                    EnumSet.noneOf(FileVisitOption.class),
                    MAX_DEPTH,
                    new Visitor(project.root(), matchers, found));
        } catch (IOException e) {
            // Reports in a folder that cannot be listed cannot be read either.
            return found;
        }
        found.sort(null);
        return found;
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
        private final List<PathMatcher> matchers;
        private final List<String> found;
        private int visited;

        Visitor(Path root, List<PathMatcher> matchers, List<String> found) {
            this.root = root;
            this.matchers = matchers;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            boolean skipped = !folder.equals(root)
                    && SKIPPED.contains(folder.getFileName().toString());
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Path relative = root.relativize(file);
            if (attributes.isRegularFile() && matchers.stream().anyMatch(matcher -> matcher.matches(relative))) {
                found.add(relative.toString().replace(root.getFileSystem().getSeparator(), "/"));
            }
            boolean enough = ++visited > MAX_VISITED || found.size() >= MAX_FOUND;
            return enough ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
