package io.powerx.publish.marketplace;

import java.io.Serial;

/** A reply that does not follow the contract; the message is a clause about it. */
public final class InvalidReplyException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public InvalidReplyException(String clause) {
        super(clause);
    }
}
