package io.powerx.publish.precheck.evidence;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown if a report does not follow its format. */
final class UnreadableReport extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int line;
    private final transient @Nullable TestSummary summary;

    /** @param line from 1; 0 if unknown */
    UnreadableReport(String message, int line, @Nullable Throwable cause) {
        this(message, line, cause, null);
    }

    private UnreadableReport(
            @Nullable String message, int line, @Nullable Throwable cause, @Nullable TestSummary summary) {
        super(message, cause);
        this.line = line;
        this.summary = summary;
    }

    /** Adds the tests that were counted before the error. */
    UnreadableReport with(TestSummary counted) {
        return new UnreadableReport(getMessage(), line, getCause(), counted);
    }

    /** The tests that were counted before the error; empty if it is not known to be a test report. */
    Optional<TestSummary> summary() {
        return Optional.ofNullable(summary);
    }

    int line() {
        return line;
    }
}
