package io.powerx.publish.sandbox.store;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * Migrates the database: {@code schema-N.sql} leads from version N-1 to N. H2 commits after each of these statements, so it must be
 * possible to repeat a script that was interrupted.
 */
final class Schema {
    private static final int CURRENT = 3;

    private Schema() {}

    static void migrate(Tx tx) throws SQLException {
        tx.update("CREATE TABLE IF NOT EXISTS schema_version (version INT NOT NULL)");
        int found = tx.one("SELECT MAX(version) FROM schema_version", row -> row.getInt(1))
                .orElse(0);
        if (found > CURRENT) {
            throw PublishException.of(
                    ErrorCode.STORAGE_FAILED,
                    "open the sandbox's data",
                    "it was written by a newer sandbox (schema " + found + ", this one supports " + CURRENT
                            + "); use that one, or another data directory");
        }
        for (int version = found + 1; version <= CURRENT; version++) {
            for (String statement : script(version).split(";\\s*\\n")) {
                if (!statement.isBlank()) {
                    tx.update(statement);
                }
            }
            tx.update("INSERT INTO schema_version VALUES (?)", version);
        }
    }

    private static String script(int version) {
        String name = "schema-" + version + ".sql";
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
