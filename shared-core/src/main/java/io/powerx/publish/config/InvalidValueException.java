package io.powerx.publish.config;

import io.powerx.publish.error.ErrorCode;
import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that a setting does not accept. The message is a clause that follows the setting's name: {@code must be on or off}. It never has a
 * cause, because the exceptions of parsers repeat the value, which may be a secret.
 */
final class InvalidValueException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Null for the usual code of an invalid value. */
    private final @Nullable ErrorCode code;

    InvalidValueException(String requirement) {
        this(requirement, null);
    }

    InvalidValueException(String requirement, @Nullable ErrorCode code) {
        super(requirement);
        this.code = code;
    }

    Optional<ErrorCode> code() {
        return Optional.ofNullable(code);
    }
}
