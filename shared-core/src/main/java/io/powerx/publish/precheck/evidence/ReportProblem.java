package io.powerx.publish.precheck.evidence;

import io.powerx.publish.error.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * A report that cannot be used.
 *
 * @param message what is wrong, as a clause
 * @param location null if there is no file
 * @param configured whether publish.yml specifies the report
 * @param pattern of publish.yml that matches no file; null for another problem
 */
public record ReportProblem(
        String message,
        @Nullable SourceLocation location,
        boolean configured,
        @Nullable String pattern) {
    static ReportProblem of(String file, String message, int line, boolean configured) {
        return new ReportProblem(message, new SourceLocation(file, line, 0), configured, null);
    }

    /** Whether publish.yml specifies the report, and it exists. */
    public boolean isUnreadable() {
        return configured && location != null;
    }

    static ReportProblem noMatch(String pattern) {
        return new ReportProblem("no file matches " + pattern, null, true, pattern);
    }

    /** @param message why a report is missing, as a clause */
    static ReportProblem missing(String message) {
        return new ReportProblem(message, null, true, null);
    }
}
