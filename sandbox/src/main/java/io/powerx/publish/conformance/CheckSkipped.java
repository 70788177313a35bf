package io.powerx.publish.conformance;

import java.io.Serial;

/** Thrown if a check does not apply; the message is the reason. */
final class CheckSkipped extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    CheckSkipped(String reason) {
        super(reason);
    }

    static void unless(boolean applies, String reason) {
        if (!applies) {
            throw new CheckSkipped(reason);
        }
    }
}
