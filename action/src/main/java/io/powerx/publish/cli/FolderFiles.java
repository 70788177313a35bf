package io.powerx.publish.cli;

import io.powerx.publish.config.FileSource;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files of a folder on this machine. */
record FolderFiles(Path folder) implements FileSource {
    private static final int LIMIT = 1 << 20;

    @Override
    public Optional<byte[]> read(String path, int limit) {
        Path file = folder.resolve(path);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw unreadable(file, "it is larger than " + limit + " bytes", null);
            }
            return Optional.of(bytes);
        } catch (IOException e) {
            throw unreadable(file, e.getClass().getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    /**
     * A small text file that must be there.
     *
     * @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE}
     */
    static String text(Path file) {
        Path name = file.getFileName();
        Path parent = file.toAbsolutePath().getParent();
        return new FolderFiles(parent == null ? file : parent)
                .read(String.valueOf(name), LIMIT)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .orElseThrow(() -> unreadable(file, "there is no such file", null));
    }

    private static PublishException unreadable(Path file, String found, @Nullable Throwable cause) {
        return PublishException.of(ErrorCode.CONFIG_UNREADABLE, "read " + file, found)
                .causedBy(cause)
                .build();
    }
}
