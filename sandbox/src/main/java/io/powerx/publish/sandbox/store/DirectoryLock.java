package io.powerx.publish.sandbox.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * File locks on a data directory. {@code setup.lock} serializes opening. Every process that uses the directory holds a shared lock on
 * {@code use.lock}; if there is none, the lock file of a killed process can be deleted.
 */
final class DirectoryLock implements AutoCloseable {
    // File locks belong to the process, so the sandboxes of one process share one.
    private static final Map<Path, Shared> IN_THIS_PROCESS = new HashMap<>();

    private final Path directory;
    private final Shared shared;

    private DirectoryLock(Path directory, Shared shared) {
        this.directory = directory;
        this.shared = shared;
    }

    /** Work during which no other sandbox may open the same directory. */
    @FunctionalInterface
    interface Exclusive<T, X extends Exception> {
        T run() throws X;
    }

    /** Registers a use of the directory. The first user deletes the lock file of a database whose process was killed. */
    static DirectoryLock use(Path directory) throws IOException {
        synchronized (IN_THIS_PROCESS) {
            Shared shared = IN_THIS_PROCESS.get(directory);
            if (shared == null) {
                shared = Shared.open(directory);
                IN_THIS_PROCESS.put(directory, shared);
            }
            shared.users++;
            return new DirectoryLock(directory, shared);
        }
    }

    <T, X extends Exception> T exclusively(Exclusive<T, X> work) throws X {
        if (shared.turns.isHeldByCurrentThread()) {
            return work.run();
        }
        shared.turns.lock();
        try {
            FileChannel turn = turn(directory);
            try {
                return work.run();
            } finally {
                turn.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            shared.turns.unlock();
        }
    }

    /** Waits for this process's turn, which ends when the channel is closed. */
    private static FileChannel turn(Path directory) throws IOException {
        FileChannel channel = channel(directory.resolve("setup.lock"));
        try {
            channel.lock();
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public void close() {
        synchronized (IN_THIS_PROCESS) {
            if (--shared.users == 0) {
                IN_THIS_PROCESS.remove(directory);
                shared.release();
            }
        }
    }

    private static final class Shared {
        private final ReentrantLock turns = new ReentrantLock();
        private final FileChannel use;
        private int users;

        private Shared(FileChannel use) {
            this.use = use;
        }

        static Shared open(Path directory) throws IOException {
            FileChannel use = channel(directory.resolve("use.lock"));
            FileChannel turn = turn(directory);
            try (turn) {
                FileLock alone = use.tryLock();
                if (alone != null) {
                    Files.deleteIfExists(directory.resolve("sandbox.lock.db"));
                    alone.release();
                }
                use.lock(0, Long.MAX_VALUE, true);
                return new Shared(use);
            } catch (IOException e) {
                use.close();
                throw e;
            }
        }

        void release() {
            try {
                use.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
