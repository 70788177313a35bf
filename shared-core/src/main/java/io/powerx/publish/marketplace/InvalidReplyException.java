package io.powerx.publish.marketplace;

import java.io.Serial;
import java.util.Objects;

/** A reply that does not conform to the contract; the message is a predicate, such as "has no usable status". */
public final class InvalidReplyException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public InvalidReplyException(String clause) {
        super(clause);
    }

    /** Never null: every constructor takes a message. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
