package io.powerx.publish.collector;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.sandbox.store.Database;
import io.powerx.publish.sandbox.store.Transactions;
import io.powerx.publish.sandbox.store.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** A database with a pool of connections. */
final class PooledDatabase implements Transactions, AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final long TIMEOUT_MILLIS = 10_000;
    private static final int ATTEMPTS = 10;

    /** The states of SQL:2023 and PostgreSQL for a transaction that succeeds when it is repeated, and of H2 for a lock timeout. */
    private static final Set<String> REPEATABLE = Set.of("23505", "40001", "40P01", "HYT00");

    /** H2 closes a database whose disk is full. Connections to it never work again; a new one opens it again. */
    private static final Set<String> CLOSED = Set.of("90098", "90121");

    private final HikariDataSource pool;

    private PooledDatabase(HikariDataSource pool) {
        this.pool = pool;
    }

    /** @throws PublishException {@link ErrorCode#STORAGE_FAILED} if it cannot be opened */
    static PooledDatabase open(DatabaseLogin login) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("collector");
        config.setJdbcUrl(login.url());
        config.setUsername(login.user());
        config.setPassword(login.password() == null ? null : login.password().reveal());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(TIMEOUT_MILLIS);
        config.setAutoCommit(false);
        try {
            return new PooledDatabase(new HikariDataSource(config));
        } catch (PoolInitializationException e) {
            String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            throw PublishException.of(
                            ErrorCode.STORAGE_FAILED, "open the database in " + login.place(), String.valueOf(reason))
                    .advice(login.advice())
                    .causedBy(e);
        }
    }

    @Override
    public <T> T transaction(Database.Work<T> work) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = pool.getConnection()) {
                T result = work.run(new Tx(connection));
                connection.commit();
                return result;
            } catch (SQLException e) {
                if (CLOSED.contains(String.valueOf(e.getSQLState()))) {
                    pool.getHikariPoolMXBean().softEvictConnections();
                }
                // The pool rolls back what was not committed.
                if (attempt == ATTEMPTS || !REPEATABLE.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
