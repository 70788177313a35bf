package io.powerx.publish.sandbox.trust;

import java.io.Serial;
import java.util.Objects;

/** A signature that does not hold, or is of somebody whom the sandbox does not trust; the message says which. */
public final class SignatureRefused extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    public SignatureRefused(String message) {
        super(message);
    }

    SignatureRefused(String message, Throwable cause) {
        super(message, cause);
    }

    /** Never null: every constructor takes a message. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
