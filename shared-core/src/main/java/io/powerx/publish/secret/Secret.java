package io.powerx.publish.secret;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A token, a passphrase or a key. Prints as {@code ****}, so that it cannot end up in a log by accident, and is not
 * serializable, so that it cannot be sent to a Jenkins agent.
 */
public final class Secret {
    /** Replaces secrets in text. */
    public static final String MASK = "****";

    /** The shortest token that is accepted, in characters. A shorter one cannot be masked reliably. */
    public static final int MIN_TOKEN_LENGTH = 8;

    /** A clause for the error about a shorter token. */
    public static final String TOO_SHORT =
            "must have at least " + MIN_TOKEN_LENGTH + " characters, because a shorter token cannot be masked in logs";

    private final char[] value;

    private Secret(char[] value) {
        this.value = value;
    }

    /** Wraps a value without leading and trailing white space, such as the line feed at the end of a file. */
    public static Secret of(String value) {
        return new Secret(value.strip().toCharArray());
    }

    /** Wraps a value that may be null; empty if it is null or blank. */
    public static Optional<Secret> ofNullable(@Nullable String value) {
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(of(value));
    }

    /** The value in plain text. Call this only where the value is sent or used. */
    public String reveal() {
        return new String(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && Arrays.equals(value, secret.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return MASK;
    }
}
