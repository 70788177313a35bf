package io.powerx.publish.conformance;

import java.io.Serial;

/** A check that does not apply; the message says why. */
final class LeftOut extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    LeftOut(String reason) {
        super(reason);
    }

    static void unless(boolean applies, String reason) {
        if (!applies) {
            throw new LeftOut(reason);
        }
    }
}
