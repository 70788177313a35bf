package io.powerx.publish.precheck.evidence;

import io.powerx.publish.error.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * A report that cannot be used.
 *
 * @param message what is wrong, as a clause
 * @param location null if there is no file
 * @param named whether publish.yml specifies it, rather than it being in one of the usual places
 */
public record ReportProblem(String message, @Nullable SourceLocation location, boolean named) {
    static ReportProblem of(String file, String message, int line, boolean named) {
        return new ReportProblem(message, new SourceLocation(file, line, 0), named);
    }

    static ReportProblem noMatch(String pattern) {
        return new ReportProblem("no file matches " + pattern, null, true);
    }
}
