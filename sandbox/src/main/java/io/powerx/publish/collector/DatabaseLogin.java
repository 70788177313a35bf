package io.powerx.publish.collector;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.secret.Secret;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the collector stores its data.
 *
 * @param url a JDBC URL of H2 or PostgreSQL
 * @param user null for the driver's default
 * @param password null for none
 * @param place the database in words, for messages
 */
public record DatabaseLogin(
        String url, @Nullable String user, @Nullable Secret password, String place) {
    private static final String POSTGRES = "jdbc:postgresql://";

    /** Files in a directory. One collector can use them at a time. */
    public static DatabaseLogin files(Path directory) {
        String path = directory.toAbsolutePath().resolve("collector").toString().replace("\\", "/");
        if (path.contains(";")) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "open the data directory " + directory,
                    "its path contains a semicolon, which the database does not support");
        }
        // WRITE_DELAY=0: what was confirmed by a reply survives a crash of the process.
        return new DatabaseLogin("jdbc:h2:file:" + path + ";WRITE_DELAY=0", "sa", null, directory.toString());
    }

    /**
     * A PostgreSQL database.
     *
     * @param url such as {@code postgresql://db.example.com/telemetry}, optionally with the prefix {@code jdbc:}
     * @throws PublishException {@link ErrorCode#OPTION_INVALID} for another database, or for a URL with a password, which other users of
     *     the machine could read in the list of processes
     */
    public static DatabaseLogin postgres(String url, @Nullable String user, @Nullable Secret password) {
        String jdbc = url.startsWith("jdbc:") ? url : "jdbc:" + url;
        String place = jdbc.substring("jdbc:".length()).replaceFirst("[?].*", "");
        if (!jdbc.startsWith(POSTGRES)) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "read --database-url",
                    "it must begin with postgresql://; without --database-url the data is stored in --data");
        }
        if (place.contains("@") || jdbc.toLowerCase(Locale.ROOT).matches("(?s).*[?&]password=.*")) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "read --database-url",
                    "it contains a password, or a user before the host; use --database-user and --database-password-file");
        }
        return new DatabaseLogin(jdbc, user, password, place);
    }

    /** What to check if the database cannot be opened. */
    String advice() {
        return url.startsWith(POSTGRES)
                ? "Check that the database server runs, and --database-url, --database-user and --database-password-file."
                : "Stop the other collector that uses this folder, if there is one, or choose another folder with --data.";
    }
}
