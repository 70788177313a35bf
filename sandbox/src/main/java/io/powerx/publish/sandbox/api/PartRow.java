package io.powerx.publish.sandbox.api;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A part that was received.
 *
 * @param file its name in the store
 * @param sha256 hex
 */
public record PartRow(String artifact, int number, String file, long size, String sha256) {
    static final String COLUMNS = "artifact, number, file, size, sha256";

    static PartRow read(ResultSet row) throws SQLException {
        return new PartRow(row.getString(1), row.getInt(2), row.getString(3), row.getLong(4), row.getString(5));
    }

    /** The entity tag: the same bytes have the same one, so that a repeated PUT changes nothing. */
    String etag() {
        return "\"" + sha256.substring(0, 32) + "\"";
    }
}
