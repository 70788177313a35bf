package io.powerx.publish.sandbox.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The statements of one transaction. */
public final class Tx {
    private final Connection connection;

    /** @param connection without auto-commit */
    public Tx(Connection connection) {
        this.connection = connection;
    }

    /** Reads one row. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    public int update(String sql, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepare(sql, arguments)) {
            return statement.executeUpdate();
        }
    }

    /**
     * Runs a statement several times.
     *
     * @return the number of changed rows for each array of arguments
     */
    public int[] updateEach(String sql, List<@Nullable Object[]> arguments) throws SQLException {
        if (arguments.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (@Nullable Object[] row : arguments) {
                for (int i = 0; i < row.length; i++) {
                    statement.setObject(i + 1, row[i]);
                }
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }

    public <T> List<T> list(String sql, RowReader<T> reader, @Nullable Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepare(sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        }
    }

    public <T> Optional<T> one(String sql, RowReader<T> reader, @Nullable Object... arguments) throws SQLException {
        return list(sql, reader, arguments).stream().findFirst();
    }

    /**
     * Reads rows as records.
     *
     * @param from the table, with the condition and the order of the rows
     */
    public <R extends Record> List<R> select(Class<R> type, String from, @Nullable Object... arguments)
            throws SQLException {
        RowType<R> rows = new RowType<>(type);
        return list("SELECT " + String.join(", ", rows.columns()) + " FROM " + from, rows::read, arguments);
    }

    /**
     * Inserts a record as a row.
     *
     * @param more further columns with their values
     */
    public void insert(String table, Map<String, String> more, Record row) throws SQLException {
        RowType<?> type = new RowType<>(row.getClass());
        List<String> columns = new ArrayList<>(type.columns());
        List<@Nullable Object> values = type.values(row);
        more.forEach((column, value) -> {
            columns.add(column);
            values.add(value);
        });
        String parameters = String.join(", ", Collections.nCopies(values.size(), "?"));
        update(
                "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES (" + parameters + ")",
                values.toArray());
    }

    private PreparedStatement prepare(String sql, @Nullable Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
