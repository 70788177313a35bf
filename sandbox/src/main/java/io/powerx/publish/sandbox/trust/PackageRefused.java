package io.powerx.publish.sandbox.trust;

import java.io.Serial;
import java.util.Objects;

/** A package that does not match its integrity list or is unsafe to unpack; the message has the reason. */
public final class PackageRefused extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean unsafe;

    private PackageRefused(String message, boolean unsafe) {
        super(message);
        this.unsafe = unsafe;
    }

    static PackageRefused mismatch(String message) {
        return new PackageRefused(message, false);
    }

    static PackageRefused unsafe(String message) {
        return new PackageRefused(message, true);
    }

    /** Never null: every constructor takes a message. */
    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /** Whether it is unsafe to unpack, as opposed to not matching its list. */
    public boolean isUnsafe() {
        return unsafe;
    }
}
