package io.powerx.publish.telemetry;

import io.powerx.publish.io.PrivateFiles;
import java.io.FileNotFoundException;
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

    /** Creates a file with an unused name, and locks it. */
    static LockedFile create(Path file) throws IOException {
        LockedFile created = open(file, true);
        if (created == null) {
            throw new IOException(file + " is in use");
        }
        return created;
    }

    /**
     * Opens a file that its process has left behind, to read it, and does not create it. Empty if it is locked, or no longer exists.
     */
    static Optional<LockedFile> tryLockAbandoned(Path file) throws IOException {
        Path key = file.toAbsolutePath().normalize();
        if (!LOCKED.add(key)) {
            return Optional.empty();
        }
        RandomAccessFile disk = null;
        boolean locked = false;
        try {
            disk = new RandomAccessFile(file.toFile(), "r");
            locked = disk.getChannel().tryLock(0, Long.MAX_VALUE, true) != null;
            return locked ? Optional.of(new LockedFile(key, disk)) : Optional.empty();
        } catch (FileNotFoundException ended) {
            return Optional.empty();
        } finally {
            releaseUnless(locked, key, disk);
        }
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
            releaseUnless(locked, key, disk);
        }
    }

    private static void releaseUnless(boolean locked, Path key, @Nullable RandomAccessFile disk) throws IOException {
        if (locked) {
            return;
        }
        if (disk != null) {
            disk.close();
        }
        LOCKED.remove(key);
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
