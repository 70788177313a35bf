package io.powerx.publish.metrics;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** The file with the figures of the last publish, of each target if there are several, for the textfile collector of Prometheus' node exporter. */
public final class MetricsFile {
    private MetricsFile() {}

    /**
     * Replaces the file in one step, so that the collector never reads half of it. Other users can read it, as the collector must.
     *
     * @param runs one for each target of the publish
     * @throws PublishException {@link ErrorCode#STORAGE_FAILED} or {@link ErrorCode#DISK_FULL}; an existing file is then unchanged
     */
    public static void write(Path file, List<MeasuredRun> runs) {
        // The collector ignores names that do not end in .prom.
        Path temporary = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder")
                .resolve("." + UUID.randomUUID() + ".tmp");
        try {
            if (Files.isDirectory(file)) {
                throw new FileSystemException(file.toString(), null, "Is a directory");
            }
            try {
                Files.writeString(temporary, RunMetric.text(runs), StandardCharsets.UTF_8);
                if (Files.getFileStore(temporary).supportsFileAttributeView(PosixFileAttributeView.class)) {
                    // Whatever the umask of the build is.
                    Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
                }
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.STORAGE_FAILED, "write the metrics to " + file, e);
        }
    }
}
