package io.powerx.publish.plugin;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A migration in SQL. */
public final class SqlScript {
    private static final int MAX_STATEMENTS = 10;
    private static final int MAX_LENGTH = 120;

    /** From here on, goose and dbmate undo the migration. */
    private static final Pattern DOWN = Pattern.compile("(?im)^--\\s*(?:\\+goose\\s+down|migrate:down)\\b[\\s\\S]*");

    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*|/\\*[\\s\\S]*?\\*/|'(?:[^']++|'')*+'");
    private static final Pattern DESTRUCTIVE = Pattern.compile(
            "(?:DROP (?:TABLE|SCHEMA|DATABASE)|TRUNCATE)\\b.*"
                    + "|ALTER TABLE\\b.*\\b(?:DROP (?:COLUMN\\b)?|RENAME\\b).*"
                    + "|DELETE FROM \\S+"
                    + "|UPDATE \\S+ SET\\b(?!.*\\bWHERE\\b).*",
            Pattern.CASE_INSENSITIVE);

    private SqlScript() {}

    /**
     * The statements of a migration that delete data or break the previous version; none for other files and for scripts that undo a
     * migration.
     *
     * @param path with forward slashes
     */
    public static List<String> destructive(String path, byte[] content) {
        return path.endsWith(".sql") && !undoes(path)
                ? destructiveStatements(new String(content, StandardCharsets.UTF_8))
                : List.of();
    }

    /** Whether a file contains the statements that undo a migration. */
    static boolean undoes(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return lower.endsWith(".down.sql") || lower.contains("/down/") || lower.contains("/rollback/");
    }

    /** The statements that delete data or break the previous version, each on one line; at most 10. */
    static List<String> destructiveStatements(String sql) {
        String up = COMMENT.matcher(DOWN.matcher(sql).replaceFirst("")).replaceAll(" ");
        return Arrays.stream(up.split(";"))
                .map(statement -> statement.strip().replaceAll("\\s+", " "))
                .filter(statement -> DESTRUCTIVE.matcher(statement).matches())
                .limit(MAX_STATEMENTS)
                .map(SqlScript::shortened)
                .toList();
    }

    private static String shortened(String statement) {
        return statement.length() <= MAX_LENGTH ? statement : statement.substring(0, MAX_LENGTH) + "…";
    }
}
