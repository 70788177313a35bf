package io.powerx.publish.conformance;

import java.io.Serial;

/** A check that does not apply; the message says why. */
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
