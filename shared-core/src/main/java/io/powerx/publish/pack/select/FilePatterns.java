package io.powerx.publish.pack.select;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.io.Utf8;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Patterns in the order in which they were written. As in .gitignore, the last one that matches a path decides. */
final class FilePatterns {
    private static final int MAX_BYTES = 1 << 20;

    private final List<FilePattern> patterns;

    private FilePatterns(List<FilePattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /** @throws PublishException {@link ErrorCode#CONFIG_INVALID} as {@link FilePattern#of} */
    static FilePatterns of(List<String> texts, String origin) {
        return new FilePatterns(
                texts.stream().map(text -> FilePattern.of(text, origin)).toList());
    }

    /**
     * Reads {@code .pxignore}.
     *
     * @return no patterns if there is no such file
     * @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE} if it is not a regular file of at most 1 MiB in UTF-8
     */
    static FilePatterns ofProject(Path project) {
        Path file = project.resolve(FileSelection.IGNORE_FILE);
        if (!Files.exists(file)) {
            return new FilePatterns(List.of());
        }
        try {
            String text = Utf8.decode(SmallFile.read(file, MAX_BYTES));
            List<String> lines = text.lines().toList();
            List<FilePattern> patterns = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                String line = i == 0 && lines.get(0).startsWith("\ufeff")
                        ? lines.get(0).substring(1)
                        : lines.get(i);
                FilePattern.parse(line, FileSelection.IGNORE_FILE + ", line " + (i + 1) + ",")
                        .ifPresent(patterns::add);
            }
            return new FilePatterns(patterns);
        } catch (IOException e) {
            throw PublishException.of(
                            ErrorCode.CONFIG_UNREADABLE, "read " + FileSelection.IGNORE_FILE, IoFailure.reason(e))
                    .at(SourceLocation.ofFile(FileSelection.IGNORE_FILE))
                    .causedBy(e);
        }
    }

    /** These patterns, followed by others that take precedence. */
    FilePatterns then(FilePatterns later) {
        return new FilePatterns(
                Stream.concat(patterns.stream(), later.patterns.stream()).toList());
    }

    /**
     * The pattern that decides about a path. Git does not look into a folder that is excluded, so callers ask for the folders above a
     * path first.
     *
     * @return empty if no pattern matches
     */
    Optional<FilePattern> decision(String path, boolean folder) {
        for (int i = patterns.size() - 1; i >= 0; i--) {
            if (patterns.get(i).matches(path, folder)) {
                return Optional.of(patterns.get(i));
            }
        }
        return Optional.empty();
    }

    /** Whether a path below that folder might be selected. */
    boolean mayMatchBelow(String folder) {
        return patterns.stream().anyMatch(pattern -> !pattern.isNegated() && pattern.mayMatchBelow(folder));
    }

    /** Whether a pattern asks for a file, or for something in a folder, whose path ends with a slash. */
    boolean concern(String path) {
        return patterns.stream().anyMatch(pattern -> !pattern.isNegated() && pattern.concerns(path));
    }

    /** Whether a pattern selects this kind of file explicitly. */
    boolean singlesOut(String path) {
        return decision(path, false)
                .filter(pattern -> !pattern.isNegated() && pattern.singlesOut(path))
                .isPresent();
    }
}
