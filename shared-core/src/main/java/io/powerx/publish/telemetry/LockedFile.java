package io.powerx.publish.telemetry;

import io.powerx.publish.io.PrivateFiles;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A file that this process has locked. The operating system releases the lock when the process ends, however it ends. */
final class LockedFile implements AutoCloseable {
    /** Closing a file releases every lock of the process on it, so a file that is locked here is not opened again. */
    private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

    private final Path key;
    // Not a FileChannel, which an interrupt closes: the end of an interrupted run is recorded as well.
    private final RandomAccessFile disk;

    private LockedFile(Path key, RandomAccessFile disk) {
        this.key = key;
        this.disk = disk;
    }

    /** Creates the file if it does not exist, and locks it. Empty if another process or thread has locked it. */
    static Optional<LockedFile> tryLock(Path file) throws IOException {
        return Optional.ofNullable(open(file, false));
    }

    /** Creates a file with a name that nobody else uses, and locks it. */
    static LockedFile create(Path file) throws IOException {
        LockedFile created = open(file, true);
        if (created == null) {
            throw new IOException(file + " is in use");
        }
        return created;
    }

    private static @Nullable LockedFile open(Path file, boolean wait) throws IOException {
        Path key = file.toAbsolutePath().normalize();
        if (!LOCKED.add(key)) {
            return null;
        }
        RandomAccessFile disk = null;
        boolean locked = false;
        try {
            PrivateFiles.createFile(file);
            disk = new RandomAccessFile(file.toFile(), "rw");
            locked = (wait ? disk.getChannel().lock() : disk.getChannel().tryLock()) != null;
            return locked ? new LockedFile(key, disk) : null;
        } finally {
            if (!locked) {
                if (disk != null) {
                    disk.close();
                }
                LOCKED.remove(key);
            }
        }
    }

    String read() throws IOException {
        byte[] bytes = new byte[Math.toIntExact(disk.length())];
        disk.seek(0);
        disk.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Replaces the content. A process that is killed meanwhile leaves the old text, or the new text followed by the remainder of the old
     * one.
     */
    void write(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        disk.seek(0);
        disk.write(bytes);
        disk.setLength(bytes.length);
    }

    @Override
    public void close() throws IOException {
        try {
            disk.close();
        } finally {
            LOCKED.remove(key);
        }
    }
}
