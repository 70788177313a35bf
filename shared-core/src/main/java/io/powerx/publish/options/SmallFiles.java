package io.powerx.publish.options;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Files that hold one setting: a token, a bundle of certificates. */
final class SmallFiles {
    private static final int LIMIT = 1 << 20;

    private SmallFiles() {}

    static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LIMIT + 1);
            if (bytes.length > LIMIT) {
                throw PublishException.of(
                                ErrorCode.CONFIG_UNREADABLE, "read " + file, "it is larger than " + LIMIT + " bytes")
                        .build();
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            String found = e instanceof NoSuchFileException
                    ? "there is no such file"
                    : e.getClass().getSimpleName() + ": " + e.getMessage();
            throw PublishException.of(ErrorCode.CONFIG_UNREADABLE, "read " + file, found)
                    .causedBy(e)
                    .build();
        }
    }
}
