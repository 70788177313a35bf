package io.powerx.publish.pack;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.io.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.List;

/** Hashes files on all cores, in constant memory. */
public final class ContentHasher {
    private static final int BUFFER = 128 << 10;

    private ContentHasher() {}

    /** Returns the entries of the files, in the same order. */
    public static List<PackageEntry> hash(List<SelectedFile> files) {
        try {
            return Parallel.map(files, file -> reading(file, ContentHasher::hash));
        } catch (IOException e) {
            throw new IllegalStateException("reading() converts every IOException", e);
        }
    }

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

    public static PublishException changed(String path, String found) {
        return PublishException.of(ErrorCode.FILE_CHANGED, "pack what was hashed", found)
                .at(SourceLocation.ofFile(path));
    }

    private static PackageEntry hash(SelectedFile file) throws IOException {
        MessageDigest digest = Sha256.digest();
        long size = 0;
        byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, file.size() + 1))];
        try (InputStream in = file.open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                size += read;
            }
        }
        return new PackageEntry(file.path(), size, file.executable(), Sha256.hex(digest));
    }
}
