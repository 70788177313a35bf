package io.powerx.publish.sandbox.trust;

import java.io.Serial;
import java.util.Objects;

/** A package whose content is not what its integrity list says, or that no host may unpack; the message says which. */
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

    /** Whether unpacking it could do harm, as opposed to files that do not match the list. */
    public boolean isUnsafe() {
        return unsafe;
    }
}
