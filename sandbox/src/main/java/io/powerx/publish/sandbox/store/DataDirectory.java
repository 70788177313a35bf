package io.powerx.publish.sandbox.store;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Everything that a sandbox stores, in one directory that only its owner may read. */
public final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final DirectoryLock lock;
    private final Database database;
    private final BlobStore blobs;
    private final Tokens tokens;

    private DataDirectory(Path path, DirectoryLock lock, Database database, BlobStore blobs, Tokens tokens) {
        this.path = path;
        this.lock = lock;
        this.database = database;
        this.blobs = blobs;
        this.tokens = tokens;
    }

    /** Opens something else that is stored in the directory. */
    @FunctionalInterface
    public interface Companion<T> {
        /**
         * Opens the companion.
         *
         * @param path of the directory, without symbolic links
         */
        T open(Path path) throws IOException;
    }

    /** An open directory, and its companion. */
    public record Opened<T>(DataDirectory data, T companion) {}

    /**
     * Opens the directory, and creates what is missing in it. Other processes may be using it at the same time.
     *
     * @param companion opened while no other process opens the directory, and while the database opens, which takes most of a start
     * @throws PublishException {@link ErrorCode#STORAGE_FAILED} if it cannot be written, or was written by a newer version
     */
    public static <T> Opened<T> open(Path directory, Companion<T> companion) {
        DirectoryLock lock = null;
        try {
            PrivateFiles.createDirectory(directory.toAbsolutePath());
            Path path = directory.toRealPath();
            if (path.toString().contains(";")) {
                throw failure(directory, "its path contains a semicolon, which the database does not support", null);
            }
            DirectoryLock using = DirectoryLock.use(path);
            lock = using;
            Opened<T> opened = using.exclusively(() -> openParts(path, using, companion));
            opened.data().sweep();
            return opened;
        } catch (IOException | UncheckedIOException | SQLException e) {
            closeQuietly(lock);
            throw failure(directory, reason(e), e);
        } catch (PublishException e) {
            closeQuietly(lock);
            throw e;
        }
    }

    private static <T> Opened<T> openParts(Path path, DirectoryLock lock, Companion<T> companion) throws IOException {
        FutureTask<Database> opening = new FutureTask<>(() -> Database.open(lock, path.resolve("sandbox")));
        Thread thread = new Thread(opening, "sandbox-database");
        thread.setDaemon(true);
        thread.start();
        BlobStore blobs;
        Tokens tokens;
        T other;
        try {
            blobs = BlobStore.open(path.resolve("artifacts"));
            tokens = Tokens.open(path.resolve("tokens.json"));
            other = companion.open(path);
        } catch (IOException | RuntimeException e) {
            result(path, opening).close();
            throw e;
        }
        return new Opened<>(new DataDirectory(path, lock, result(path, opening), blobs, tokens), other);
    }

    private static Database result(Path path, FutureTask<Database> opening) {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PublishException known ? known : failure(path, reason(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(path, "opening it was interrupted", e);
        }
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause instanceof UncheckedIOException) {
            return reason(cause.getCause());
        }
        if (cause instanceof IOException io) {
            return IoFailure.text(io);
        }
        return cause instanceof SQLException && cause.getMessage() != null
                ? cause.getMessage()
                : "the database cannot be opened";
    }

    private static PublishException failure(Path directory, String found, @Nullable Exception cause) {
        return PublishException.of(ErrorCode.STORAGE_FAILED, "open the sandbox's data in " + directory, found)
                .causedBy(cause);
    }

    private static void closeQuietly(@Nullable DirectoryLock lock) {
        if (lock != null) {
            lock.close();
        }
    }

    private void sweep() throws IOException, SQLException {
        Set<String> counting =
                new HashSet<>(database.transaction(tx -> tx.list("SELECT file FROM part", row -> row.getString(1))));
        blobs.sweep(counting);
    }

    /** The key of this directory for a purpose, such as signing URLs; created on first use. */
    public byte[] key(String purpose) throws SQLException {
        return Base64.getDecoder().decode(keep("key." + purpose));
    }

    private String keep(String name) throws SQLException {
        String fresh = Base64.getEncoder().encodeToString(Ids.bytes(32));
        return database.transaction(tx -> {
            // If two processes start at the same time, both use the key of the first one.
            tx.update(
                    "INSERT INTO setting SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM setting WHERE name = ?)",
                    name,
                    fresh,
                    name);
            return tx.one("SELECT content FROM setting WHERE name = ?", row -> row.getString(1), name)
                    .orElseThrow();
        });
    }

    public Path path() {
        return path;
    }

    public Database database() {
        return database;
    }

    public BlobStore blobs() {
        return blobs;
    }

    public Tokens tokens() {
        return tokens;
    }

    @Override
    public void close() {
        database.close();
        lock.close();
    }
}
