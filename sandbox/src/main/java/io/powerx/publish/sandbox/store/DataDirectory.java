package io.powerx.publish.sandbox.store;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.sandbox.trust.DemoTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Everything a sandbox keeps, in one directory that only its owner may read. */
public final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final DirectoryLock lock;
    private final Database database;
    private final BlobStore blobs;
    private final Tokens tokens;
    private final DemoTrust trust;

    private DataDirectory(
            Path path, DirectoryLock lock, Database database, BlobStore blobs, Tokens tokens, DemoTrust trust) {
        this.path = path;
        this.lock = lock;
        this.database = database;
        this.blobs = blobs;
        this.tokens = tokens;
        this.trust = trust;
    }

    /**
     * Opens the directory, and makes what is missing in it. Other processes may be using it at the same time.
     *
     * @throws PublishException {@link ErrorCode#STORAGE_FAILED} if it cannot be written, or is of a newer version
     */
    public static DataDirectory open(Path directory, Clock clock) {
        DirectoryLock lock = null;
        try {
            PrivateFiles.createDirectory(directory.toAbsolutePath());
            Path path = directory.toRealPath();
            if (path.toString().contains(";")) {
                throw failure(directory, "its path holds a semicolon, which the database cannot take", null);
            }
            DirectoryLock using = DirectoryLock.use(path);
            lock = using;
            DataDirectory opened = using.exclusively(() -> openParts(path, using, clock));
            opened.sweep();
            return opened;
        } catch (IOException | UncheckedIOException | SQLException e) {
            closeQuietly(lock);
            throw failure(
                    directory, e instanceof IOException io ? IoFailure.text(io) : String.valueOf(e.getMessage()), e);
        } catch (PublishException e) {
            closeQuietly(lock);
            throw e;
        }
    }

    /** Opening the database takes most of a start, so the rest is done beside it. */
    private static DataDirectory openParts(Path path, DirectoryLock lock, Clock clock) throws IOException {
        FutureTask<Database> opening = new FutureTask<>(() -> Database.open(lock, path.resolve("sandbox")));
        Thread thread = new Thread(opening, "sandbox-database");
        thread.setDaemon(true);
        thread.start();
        BlobStore blobs;
        Tokens tokens;
        DemoTrust trust;
        try {
            blobs = BlobStore.open(path.resolve("artifacts"));
            tokens = Tokens.open(path.resolve("tokens.json"));
            trust = DemoTrust.open(path.resolve("trust"), clock);
        } catch (IOException | RuntimeException e) {
            result(path, opening).close();
            throw e;
        }
        return new DataDirectory(path, lock, result(path, opening), blobs, tokens, trust);
    }

    private static Database result(Path path, FutureTask<Database> opening) {
        try {
            return opening.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PublishException known
                    ? known
                    : failure(path, String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(path, "opening it was interrupted", e);
        }
    }

    private static PublishException failure(Path directory, String found, @Nullable Exception cause) {
        return PublishException.of(ErrorCode.STORAGE_FAILED, "open the sandbox's data in " + directory, found)
                .causedBy(cause)
                .build();
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

    /** A key that this directory has always had, for a purpose such as signing URLs. */
    public byte[] key(String purpose) throws SQLException {
        return Base64.getDecoder().decode(keep("key." + purpose));
    }

    private String keep(String name) throws SQLException {
        String fresh = Base64.getEncoder().encodeToString(Ids.bytes(32));
        return database.transaction(tx -> {
            // Two processes may start together: the first one's key counts for both.
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

    public DemoTrust trust() {
        return trust;
    }

    @Override
    public void close() {
        database.close();
        lock.close();
    }
}
