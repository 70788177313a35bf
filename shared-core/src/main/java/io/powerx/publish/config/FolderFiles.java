package io.powerx.publish.config;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.SmallFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads files from a folder on this machine. */
public record FolderFiles(Path folder) implements FileSource {
    private static final int MAX_SIZE = 1 << 20;

    /**
     * @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE} if it is not a regular file, is too large or cannot
     *     be read
     */
    @Override
    public Optional<byte[]> read(String path, int limit) {
        Path file = folder.resolve(path);
        return Files.exists(file) ? Optional.of(bytes(file, limit)) : Optional.empty();
    }

    /**
     * Reads a text file of at most 1 MiB, such as a token or a CA bundle.
     *
     * @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE}, including if the file does not exist
     */
    public static String text(Path file) {
        return new String(bytes(file, MAX_SIZE), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path file, int limit) {
        try {
            return SmallFile.read(file, limit);
        } catch (IOException e) {
            throw PublishException.of(ErrorCode.CONFIG_UNREADABLE, "read " + file.normalize(), IoFailure.reason(e))
                    .causedBy(e);
        }
    }
}
