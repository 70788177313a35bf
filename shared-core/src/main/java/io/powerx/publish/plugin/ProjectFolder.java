package io.powerx.publish.plugin;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.io.SmallFile;
import io.powerx.publish.io.Utf8;
import io.powerx.publish.yaml.YamlDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder of a plugin. Paths in its files are resolved inside the folder, never outside. */
public final class ProjectFolder {
    private static final int MAX_DEPTH = 16;

    private final Path root;
    private final Map<String, Path> replaced;

    /** @param root folder that contains plugin.yaml */
    public ProjectFolder(Path root) {
        this(root, Map.of());
    }

    /** @param replaced paths, each with the file or folder that takes its place, which may be outside */
    ProjectFolder(Path root, Map<String, Path> replaced) {
        this.root = root.toAbsolutePath().normalize();
        this.replaced = replaced;
    }

    public Path root() {
        return root;
    }

    /**
     * Resolves a path in a file of the plugin.
     *
     * @param relative path with forward slashes, as written in a manifest
     * @return empty if the path is blank, absolute, points outside the folder, or is invalid on this file system
     */
    public Optional<Path> resolve(String relative) {
        if (relative.isBlank() || relative.startsWith("/") || relative.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        try {
            Path path = root.getFileSystem().getPath(relative.strip());
            Path resolved = root.resolve(path).normalize();
            return path.isAbsolute() || !resolved.startsWith(root) ? Optional.empty() : replacement(resolved);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Optional<Path> replacement(Path resolved) {
        for (Map.Entry<String, Path> each : replaced.entrySet()) {
            Path place = root.resolve(each.getKey());
            if (resolved.startsWith(place)) {
                Path inside =
                        each.getValue().resolve(place.relativize(resolved)).normalize();
                return Optional.of(inside);
            }
        }
        return Optional.of(resolved);
    }

    public boolean hasFile(String relative) {
        return resolve(relative).filter(Files::isRegularFile).isPresent();
    }

    public boolean hasFolder(String relative) {
        return resolve(relative).filter(Files::isDirectory).isPresent();
    }

    /** Whether a folder or one below it contains a file, except hidden ones such as {@code .gitkeep}, which only keep a folder in git. */
    public boolean hasFilesIn(String relative) {
        return resolve(relative)
                .filter(Files::isDirectory)
                .filter(ProjectFolder::hasFiles)
                .isPresent();
    }

    private static boolean hasFiles(Path folder) {
        try (Stream<Path> below = Files.walk(folder, MAX_DEPTH)) {
            return below.anyMatch(file -> Files.isRegularFile(file)
                    && !String.valueOf(file.getFileName()).startsWith("."));
        } catch (IOException | UncheckedIOException e) {
            // What cannot be read may contain files; the packer reports it.
            return true;
        }
    }

    /**
     * Reads a text file.
     *
     * @param limit bytes; a larger file is an error
     * @param code of errors
     * @return empty if there is no such file
     * @throws PublishException with {@code code} if the file is too large, not UTF-8, not a regular file, or unreadable
     */
    public Optional<String> text(String relative, int limit, ErrorCode code) {
        Path file = resolve(relative).filter(Files::exists).orElse(null);
        if (file == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Utf8.decode(SmallFile.read(file, limit)));
        } catch (Utf8.MalformedTextException e) {
            throw unreadable(relative, code, new SourceLocation(relative, e.line(), 0), e);
        } catch (IOException e) {
            throw unreadable(relative, code, SourceLocation.ofFile(relative), e);
        }
    }

    /**
     * Reads a YAML file that the host reads. A missing file counts as empty.
     *
     * @throws PublishException {@link ErrorCode#MANIFEST_INVALID} if it cannot be read, or is not YAML
     */
    public YamlDocument yaml(String relative) {
        String text = text(relative, YamlDocument.MAX_LENGTH, ErrorCode.MANIFEST_INVALID)
                .orElse("");
        return YamlDocument.parse(relative, text, ErrorCode.MANIFEST_INVALID);
    }

    /** Removes any leading {@code ./} from a path. */
    public static String withoutLeadingDots(String path) {
        return path.replaceFirst("^(?:\\./)+", "");
    }

    private static PublishException unreadable(String file, ErrorCode code, SourceLocation where, IOException cause) {
        return PublishException.of(code, "read " + file, IoFailure.reason(cause))
                .at(where)
                .causedBy(cause);
    }
}
