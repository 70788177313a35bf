package io.powerx.publish.sandbox.store;

import java.sql.SQLException;

/** A database that runs transactions. */
@FunctionalInterface
public interface Transactions {
    /** Runs a transaction, and repeats it if it conflicts with another one. */
    <T> T transaction(Database.Work<T> work) throws SQLException;
}
