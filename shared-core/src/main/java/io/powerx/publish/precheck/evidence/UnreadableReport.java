package io.powerx.publish.precheck.evidence;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A report that does not follow its format. */
final class UnreadableReport extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int line;

    /** @param line from 1; 0 where it is not known */
    UnreadableReport(String message, int line, @Nullable Throwable cause) {
        super(message, cause);
        this.line = line;
    }

    int line() {
        return line;
    }
}
