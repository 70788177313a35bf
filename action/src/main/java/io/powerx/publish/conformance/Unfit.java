package io.powerx.publish.conformance;

import java.io.Serial;

/** Something that the contract does not allow; the message says what. */
final class Unfit extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    Unfit(String found) {
        super(found);
    }

    static void unless(boolean holds, String found) {
        if (!holds) {
            throw new Unfit(found);
        }
    }
}
