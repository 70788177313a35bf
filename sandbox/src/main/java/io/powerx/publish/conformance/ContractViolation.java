package io.powerx.publish.conformance;

import java.io.Serial;

/** A violation of the contract; the message describes it. */
final class ContractViolation extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    ContractViolation(String found) {
        super(found);
    }

    static void unless(boolean holds, String found) {
        if (!holds) {
            throw new ContractViolation(found);
        }
    }
}
