package io.powerx.publish.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Reads files into memory, up to a size limit. */
public final class SmallFile {
    private SmallFile() {}

    /**
     * The file that a value specifies, for values that are either a path or the content itself.
     *
     * @param folder the folder that a relative path starts from
     * @return empty if there is no such file, or if the value cannot be a path
     */
    public static Optional<Path> find(Path folder, String value) {
        String path = value.strip();
        if (path.isEmpty() || path.indexOf('\n') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(folder.resolve(path).normalize()).filter(Files::exists);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads a regular file.
     *
     * @param limit in bytes; a larger file is an error
     * @throws IOException if the file is missing, too large or not a regular file, or cannot be read; see
     *     {@link io.powerx.publish.error.IoFailure#reason}
     */
    public static byte[] read(Path file, int limit) throws IOException {
        requireRegular(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw new FileSystemException(file.toString(), null, "it is larger than " + limit + " bytes");
            }
            return bytes;
        }
    }

    /**
     * Rejects folders, pipes and devices before they are opened, because opening a named pipe blocks until there is a writer, and a device
     * may be endless.
     *
     * @throws IOException if the file is missing or not a regular file
     */
    public static void requireRegular(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            throw new FileSystemException(file.toString(), null, "Is a directory");
        }
        if (!attributes.isRegularFile()) {
            throw new FileSystemException(file.toString(), null, "it is not a regular file, but a pipe or a device");
        }
    }
}
