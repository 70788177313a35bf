package io.powerx.publish.sandbox.trust;

import java.io.Serial;
import java.util.Objects;

/** A signature that is invalid, or whose signer is not trusted; the message has the reason. */
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
