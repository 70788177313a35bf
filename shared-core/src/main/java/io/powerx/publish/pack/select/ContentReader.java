package io.powerx.publish.pack.select;

import io.powerx.publish.io.Sha256;
import io.powerx.publish.pack.ExecutableRule;
import io.powerx.publish.pack.FileChanges;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.pack.Parallel;
import io.powerx.publish.pack.SelectedFile;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Opens each file once, on all cores, and does everything that needs its content: hashes it, looks for a private key, decides whether it
 * is executable, and keeps it if it is small.
 */
final class ContentReader {
    private static final int BUFFER = 128 << 10;

    /** Opening a file takes about as long as reading that much of it. */
    private static final int SMALL = 16 << 10;

    private final AtomicLong space;
    private final ThreadLocal<MessageDigest> digests = ThreadLocal.withInitial(Sha256::digest);

    private ContentReader(long space) {
        this.space = new AtomicLong(space);
    }

    /**
     * Reads files.
     *
     * @param keep bytes of small files to keep in memory at most
     * @return the results in the order of the files
     * @throws io.powerx.publish.error.PublishException as {@link FileChanges#reading}
     */
    static List<FileRead> read(List<SelectedFile> files, long keep) {
        ContentReader reader = new ContentReader(keep);
        try {
            return Parallel.map(files, file -> FileChanges.reading(file, reader::read));
        } catch (IOException e) {
            throw new IllegalStateException("reading() converts every IOException", e);
        }
    }

    private FileRead read(SelectedFile file) throws IOException {
        // One byte more than the size: a read that leaves it unused has reached the end.
        byte[] buffer = new byte[(int) Math.min(BUFFER, file.size() + 1)];
        MessageDigest digest = digests.get();
        digest.reset();
        try (InputStream in = file.open()) {
            int length = fill(in, buffer, file.size());
            boolean key = PrivateKeys.in(buffer, 0, Math.min(length, PrivateKeys.SEARCHED));
            byte[] head = Arrays.copyOf(buffer, Math.min(length, ExecutableRule.HEAD));
            byte[] content = length == file.size() && isKept(length) ? Arrays.copyOf(buffer, length) : null;
            long size = 0;
            while (length > 0 && size <= file.size()) {
                digest.update(buffer, 0, length);
                size += length;
                length = length < buffer.length ? 0 : fill(in, buffer, file.size() - size);
            }
            if (size != file.size()) {
                throw FileChanges.changed(file.path(), "its size has changed since its folder was read");
            }
            PackageEntry entry = new PackageEntry(file.path(), size, file.isExecutable(head), Sha256.hex(digest));
            return new FileRead(entry, key, content);
        }
    }

    /**
     * Fills the buffer, or reads up to the end of the file.
     *
     * @param expected bytes up to the end; if a read for more returns exactly that many, a second one would only confirm the end
     */
    private static int fill(InputStream in, byte[] buffer, long expected) throws IOException {
        int length = 0;
        do {
            int read = in.read(buffer, length, buffer.length - length);
            if (read < 0) {
                return length;
            }
            length += read;
        } while (length < buffer.length && length != expected);
        return length;
    }

    private boolean isKept(int length) {
        if (length > SMALL) {
            return false;
        }
        if (space.addAndGet(-length) >= 0) {
            return true;
        }
        space.addAndGet(length);
        return false;
    }
}
