package io.powerx.publish.secret;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that must not be seen: a token, a passphrase, a key. It prints as {@code ****} and is not serializable, so that it cannot
 * end in a log by accident nor cross to a Jenkins agent at all.
 */
public final class Secret {
    /** What stands wherever a secret stood. */
    public static final String MASK = "****";

    /** The shortest token that is accepted, in characters. A shorter one cannot be masked reliably. */
    public static final int SHORTEST_TOKEN = 8;

    /** A clause for the error about a shorter token. */
    public static final String TOO_SHORT =
            "must have at least " + SHORTEST_TOKEN + " characters, because a shorter token cannot be masked in logs";

    private final char[] value;

    private Secret(char[] value) {
        this.value = value;
    }

    /** Wraps a value; leading and trailing white space (a file's last line feed) is not part of it. */
    public static Secret of(String value) {
        return new Secret(value.strip().toCharArray());
    }

    /** Wraps a value that may be missing; a blank one counts as missing. */
    public static Optional<Secret> ofNullable(@Nullable String value) {
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(of(value));
    }

    /** The value itself, for the one place that needs it. */
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
