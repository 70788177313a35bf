package io.powerx.publish.precheck.evidence;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A report that does not follow its format. */
final class UnreadableReport extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int line;
    private final transient @Nullable TestSummary summary;

    /** @param line from 1; 0 where it is not known */
    UnreadableReport(String message, int line, @Nullable Throwable cause) {
        this(message, line, cause, null);
    }

    private UnreadableReport(
            @Nullable String message, int line, @Nullable Throwable cause, @Nullable TestSummary summary) {
        super(message, cause);
        this.line = line;
        this.summary = summary;
    }

    /** The same failure of a test report, with what was counted up to there. */
    UnreadableReport with(TestSummary counted) {
        return new UnreadableReport(getMessage(), line, getCause(), counted);
    }

    /** What was counted of a test report before it broke off; empty if it may be anything. */
    Optional<TestSummary> summary() {
        return Optional.ofNullable(summary);
    }

    int line() {
        return line;
    }
}
