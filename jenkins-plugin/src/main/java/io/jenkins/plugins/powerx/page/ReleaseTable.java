package io.jenkins.plugins.powerx.page;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.powerx.release.ReleaseEntry;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Releases as CSV (RFC 4180), for a spreadsheet. The names of the columns are the same in every language. */
final class ReleaseTable {
    private static final List<String> HEAD = List.of(
            "plugin_id",
            "plugin_name",
            "version",
            "channel",
            "marketplace",
            "status",
            "status_since",
            "overdue",
            "live",
            "submitted_at",
            "seconds_in_queue",
            "next_check_at",
            "published_by",
            "job",
            "build",
            "build_url",
            "started_at",
            "duration_ms",
            "attempts",
            "error_code",
            "reason",
            "review_url",
            "publish_id");

    private ReleaseTable() {}

    /** @param root URL of Jenkins, for the links to builds; with a trailing slash */
    static void write(@NonNull Appendable output, @NonNull List<VersionRow> rows, @NonNull String root)
            throws IOException {
        line(output, HEAD);
        for (VersionRow row : rows) {
            ReleaseEntry release = row.getRelease();
            line(
                    output,
                    Arrays.asList(
                            release.getPluginId(),
                            release.getPluginName(),
                            release.getVersion(),
                            release.getChannel(),
                            release.getEndpoint(),
                            release.getStatus(),
                            release.getStatusSince(),
                            row.isOverdue(),
                            row.isLive(),
                            release.getSubmittedAt(),
                            row.getQueueSeconds(),
                            row.isPending() ? release.getNextCheckAt() : null,
                            row.getBy(),
                            row.getJobName(),
                            release.getBuild(),
                            root + row.getUrl(),
                            release.getStartedAt(),
                            release.getDuration(),
                            row.getAttempts().size(),
                            release.getErrorCode(),
                            release.getReason(),
                            release.getReviewUrl(),
                            release.getPublishId()));
        }
    }

    private static void line(Appendable output, List<?> values) throws IOException {
        String separator = "";
        for (Object value : values) {
            output.append(separator).append(cell(value));
            separator = ",";
        }
        output.append("\r\n");
    }

    /**
     * A cell. A text that a spreadsheet would calculate as a formula gets an apostrophe in front, which makes it a text
     * (https://owasp.org/www-community/attacks/CSV_Injection).
     */
    static String cell(@CheckForNull Object value) {
        if (value == null) {
            return "";
        }
        if (!(value instanceof String text)) {
            return value.toString();
        }
        String safe = startsFormula(text) ? "'" + text : text;
        boolean quoted = safe.chars().anyMatch(character -> character == ',' || character == '"' || character < ' ');
        return quoted || !safe.equals(text) ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    private static boolean startsFormula(String text) {
        // A spreadsheet may ignore spaces, and treats full-width characters like their ordinary forms.
        int first = text.codePoints()
                .filter(point -> !Character.isSpaceChar(point))
                .findFirst()
                .orElse('x');
        return "=+-@|%\uFF1D\uFF0B\uFF0D\uFF20".indexOf(first) >= 0 || first < ' ';
    }
}
