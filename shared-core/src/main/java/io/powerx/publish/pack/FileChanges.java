package io.powerx.publish.pack;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;

/** Errors about files that cannot be read, or change, while they are packed. */
public final class FileChanges {
    private FileChanges() {}

    /**
     * Reads a file and converts I/O errors.
     *
     * @throws PublishException {@link ErrorCode#FILE_CHANGED} if the file no longer exists, {@link ErrorCode#PACKAGE_FAILED} if it cannot be read, {@link ErrorCode#INTERRUPTED}
     */
    public static <R> R reading(SelectedFile file, Parallel.Step<SelectedFile, R> step) {
        try {
            return step.apply(file);
        } catch (NoSuchFileException e) {
            throw changed(file.path(), "it no longer exists");
        } catch (ClosedByInterruptException e) {
            throw Parallel.interrupted();
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.PACKAGE_FAILED, "read the file", e).at(SourceLocation.ofFile(file.path()));
        }
    }

    /** @param found what has changed, as a clause */
    public static PublishException changed(String path, String found) {
        return PublishException.of(ErrorCode.FILE_CHANGED, "pack what was hashed", found)
                .at(SourceLocation.ofFile(path));
    }
}
