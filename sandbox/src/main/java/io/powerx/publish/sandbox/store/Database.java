package io.powerx.publish.sandbox.store;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.h2.Driver;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox's database, shared by all processes that serve the same data directory: the first one opens the file, and the others
 * connect to it over a loopback socket (H2's AUTO_SERVER). When it exits, another one takes over. A transaction that is interrupted by
 * this, or that conflicts with another one, is repeated.
 */
public final class Database implements Transactions, AutoCloseable {
    private static final int ATTEMPTS = 60;
    private static final long PAUSE_MILLIS = 10;
    private static final long MAX_PAUSE_MILLIS = 300;

    private static final Set<Integer> COLLISIONS = Set.of(
            org.h2.api.ErrorCode.DUPLICATE_KEY_1,
            org.h2.api.ErrorCode.DEADLOCK_1,
            org.h2.api.ErrorCode.CONCURRENT_UPDATE_1,
            org.h2.api.ErrorCode.ROW_NOT_FOUND_WHEN_DELETING_1,
            org.h2.api.ErrorCode.LOCK_TIMEOUT_1);
    private static final Set<Integer> LOST_OWNER = Set.of(
            org.h2.api.ErrorCode.CONNECTION_BROKEN_1,
            org.h2.api.ErrorCode.DATABASE_ALREADY_OPEN_1,
            org.h2.api.ErrorCode.DATABASE_IS_CLOSED,
            org.h2.api.ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
            org.h2.api.ErrorCode.OBJECT_CLOSED,
            org.h2.api.ErrorCode.ERROR_OPENING_DATABASE_1,
            org.h2.api.ErrorCode.DATABASE_NOT_FOUND_WITH_IF_EXISTS_1);

    private final DirectoryLock lock;
    private final String url;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Object anchorLock = new Object();
    // Keeps the database open between transactions.
    private @Nullable Connection anchor;

    private Database(DirectoryLock lock, Path file) {
        this.lock = lock;
        // WRITE_DELAY=0: what was confirmed by a reply survives a crash of the process.
        this.url = "jdbc:h2:file:" + file.toString().replace("\\", "/")
                + ";AUTO_SERVER=TRUE;WRITE_DELAY=0;LOCK_TIMEOUT=5000;DB_CLOSE_ON_EXIT=TRUE";
    }

    /** The work of a transaction. It may run several times, so it must not change anything but the database. */
    @FunctionalInterface
    public interface Work<T> {
        T run(Tx tx) throws SQLException;
    }

    /**
     * Opens the database, creating it on first use. The caller holds the directory exclusively.
     *
     * @throws PublishException {@link ErrorCode#STORAGE_FAILED}
     */
    static Database open(DirectoryLock lock, Path file) {
        // H2 would otherwise listen on every interface.
        System.setProperty("h2.bindAddress", "127.0.0.1");
        Database database = new Database(lock, file);
        try {
            database.anchor = database.connect();
            database.transaction(tx -> {
                Schema.migrate(tx);
                return true;
            });
            return database;
        } catch (SQLException e) {
            database.close();
            throw PublishException.of(
                            ErrorCode.STORAGE_FAILED,
                            "open the sandbox's database in " + file.getParent(),
                            String.valueOf(e.getMessage()))
                    .causedBy(e);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Runs a transaction, and repeats it if it conflicts with another one or loses its connection. */
    @Override
    public <T> T transaction(Work<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(work);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !mayRetry(e) || isClosed()) {
                    throw e;
                }
                pause(attempt);
                if (LOST_OWNER.contains(e.getErrorCode())) {
                    reopen();
                }
            }
        }
    }

    private <T> T once(Work<T> work) throws SQLException {
        anchor();
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            try {
                T result = work.run(new Tx(connection));
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", "sandbox");
        login.setProperty("password", "");
        Connection connection = Driver.load().connect(url, login);
        if (connection == null) {
            throw new SQLException("H2 does not understand " + url);
        }
        return connection;
    }

    private void anchor() throws SQLException {
        synchronized (anchorLock) {
            if (anchor == null && !isClosed()) {
                anchor = lock.exclusively(this::connect);
            }
        }
    }

    private void reopen() throws SQLException {
        synchronized (anchorLock) {
            if (anchor != null && !anchor.isValid(1)) {
                closeQuietly(anchor);
                anchor = null;
            }
        }
    }

    private static boolean mayRetry(SQLException e) {
        return COLLISIONS.contains(e.getErrorCode()) || LOST_OWNER.contains(e.getErrorCode());
    }

    private void pause(int attempt) {
        long bound = Math.min(MAX_PAUSE_MILLIS, PAUSE_MILLIS << Math.min(attempt, 6));
        try {
            boolean over = closed.await(1 + ThreadLocalRandom.current().nextLong(bound), TimeUnit.MILLISECONDS);
            if (over) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    @Override
    public void close() {
        closed.countDown();
        synchronized (anchorLock) {
            if (anchor != null) {
                closeQuietly(anchor);
                anchor = null;
            }
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException ownerIsGone) {
            // The database recovers from its file when it is opened next.
            return;
        }
    }
}
