package io.powerx.publish.plugin;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The folder of a plugin. Paths that its files name are resolved inside it, never outside. */
public final class ProjectFolder {
    private final Path root;

    /** @param root folder that holds plugin.yaml */
    public ProjectFolder(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    public Path root() {
        return root;
    }

    /**
     * The place of a file or folder that the plugin names.
     *
     * @param relative path with forward slashes, as written in a manifest
     * @return empty for a path that is absolute, leads outside, or that this file system cannot hold
     */
    public Optional<Path> resolve(String relative) {
        if (relative.isBlank() || relative.startsWith("/") || relative.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        try {
            Path path = root.getFileSystem().getPath(relative.strip());
            Path resolved = root.resolve(path).normalize();
            return path.isAbsolute() || !resolved.startsWith(root) ? Optional.empty() : Optional.of(resolved);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    public boolean hasFile(String relative) {
        return resolve(relative).filter(Files::isRegularFile).isPresent();
    }

    public boolean hasFolder(String relative) {
        return resolve(relative).filter(Files::isDirectory).isPresent();
    }

    /**
     * The text of a file.
     *
     * @param limit bytes; a larger file is an error
     * @param code of the errors thrown
     * @return empty where there is no such file
     * @throws PublishException with that code where the file is too large, not UTF-8, or cannot be read
     */
    public Optional<String> text(String relative, int limit, ErrorCode code) {
        Path file = resolve(relative).filter(Files::exists).orElse(null);
        if (file == null) {
            return Optional.empty();
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(limit + 1);
        } catch (IOException e) {
            throw PublishException.of(code, "read " + relative, "the file system refused: " + e.getMessage())
                    .at(SourceLocation.ofFile(relative))
                    .causedBy(e)
                    .build();
        }
        if (bytes.length > limit) {
            throw PublishException.of(
                            code, "read " + relative, "it is larger than the %d bytes allowed".formatted(limit))
                    .at(SourceLocation.ofFile(relative))
                    .build();
        }
        return Optional.of(decode(relative, bytes, code));
    }

    private static String decode(String relative, byte[] bytes, ErrorCode code) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
        } catch (CharacterCodingException e) {
            int line = 1;
            for (int i = 0; i < buffer.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw PublishException.of(code, "read " + relative, "it is not UTF-8 text")
                    .at(new SourceLocation(relative, line, 0))
                    .causedBy(e)
                    .build();
        }
    }
}
