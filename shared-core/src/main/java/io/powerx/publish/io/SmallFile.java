package io.powerx.publish.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Files that are read into memory as a whole, and therefore up to a limit. */
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
     * Reads a regular file. Anything else is refused before it is opened: opening a named pipe would wait for a writer, and a device
     * may have no end.
     *
     * @param limit bytes; a larger file is an error
     * @throws IOException with a reason in words if the file is missing, too large or not a regular file, or cannot be read
     */
    public static byte[] read(Path file, int limit) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            throw new FileSystemException(file.toString(), null, "Is a directory");
        }
        if (!attributes.isRegularFile()) {
            throw new FileSystemException(file.toString(), null, "it is not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw new FileSystemException(file.toString(), null, "it is larger than " + limit + " bytes");
            }
            return bytes;
        }
    }
}
