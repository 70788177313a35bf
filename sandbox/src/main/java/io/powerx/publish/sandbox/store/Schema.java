package io.powerx.publish.sandbox.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/**
 * Migrates the database: {@code schema-N.sql} leads from version N-1 to N. H2 commits after each of these statements, so it must be
 * possible to repeat a script that was interrupted.
 */
final class Schema {
    private static final int CURRENT = 4;

    private static final int NAMED = 4;
    private static final int MAX_NAME = 255;

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
            if (version == NAMED) {
                name(tx);
            }
            tx.update("INSERT INTO schema_version VALUES (?)", version);
        }
    }

    /** Copies name and risk from the registrations of earlier versions, so that they can be searched. */
    private static void name(Tx tx) throws SQLException {
        List<String> publishes =
                tx.list("SELECT publish_id FROM publish WHERE plugin_name = '' AND risk = ''", row -> row.getString(1));
        for (String publish : publishes) {
            String request = tx.one(
                            "SELECT request FROM publish WHERE publish_id = ?", row -> row.getString(1), publish)
                    .orElse("{}");
            JsonNode metadata = metadata(request);
            String name = metadata.path("name").asText();
            tx.update(
                    "UPDATE publish SET plugin_name = ?, risk = ? WHERE publish_id = ?",
                    name.substring(0, Math.min(MAX_NAME, name.length())),
                    metadata.at("/risk/level").asText(),
                    publish);
        }
    }

    private static JsonNode metadata(String request) {
        try {
            return Json.mapper().readTree(request).path("metadata");
        } catch (IOException e) {
            throw new UncheckedIOException("a registration is not JSON", e);
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
