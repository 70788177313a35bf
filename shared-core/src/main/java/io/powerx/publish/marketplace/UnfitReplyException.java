package io.powerx.publish.marketplace;

import java.io.Serial;

/** A reply that does not follow the contract; the message is a clause about it. */
final class UnfitReplyException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UnfitReplyException(String clause) {
        super(clause);
    }
}
