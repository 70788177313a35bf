package io.powerx.publish.sandbox.api;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A received part.
 *
 * @param file its file name in the artifact store
 * @param sha256 hex
 */
public record PartRow(String artifact, int number, String file, long size, String sha256) {
    static final String COLUMNS = "artifact, number, file, size, sha256";

    static PartRow read(ResultSet row) throws SQLException {
        return new PartRow(row.getString(1), row.getInt(2), row.getString(3), row.getLong(4), row.getString(5));
    }

    /** The entity tag. It depends only on the content, so a repeated PUT does not change it. */
    String etag() {
        return "\"" + sha256.substring(0, 32) + "\"";
    }
}
