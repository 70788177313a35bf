package io.powerx.publish.sandbox.store;

import io.powerx.publish.error.ErrorCode;
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
            PrivateFiles.createDirectory(directory);
            Path path = directory.toRealPath();
            lock = DirectoryLock.use(path);
            Database database = Database.open(lock, path.resolve("sandbox"));
            BlobStore blobs = BlobStore.open(path.resolve("artifacts"));
            Tokens tokens = lock.exclusively(() -> Tokens.open(path.resolve("tokens.json")));
            DemoTrust trust = lock.exclusively(() -> DemoTrust.open(path.resolve("trust"), clock));
            DataDirectory opened = new DataDirectory(path, lock, database, blobs, tokens, trust);
            opened.sweep();
            return opened;
        } catch (IOException | UncheckedIOException | SQLException e) {
            closeQuietly(lock);
            throw PublishException.of(ErrorCode.STORAGE_FAILED, "open the sandbox's data in " + directory, e.toString())
                    .causedBy(e)
                    .build();
        } catch (PublishException e) {
            closeQuietly(lock);
            throw e;
        }
    }

    private static void closeQuietly(@org.jspecify.annotations.Nullable DirectoryLock lock) {
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
