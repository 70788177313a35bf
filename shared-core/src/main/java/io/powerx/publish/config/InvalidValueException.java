package io.powerx.publish.config;

import java.io.Serial;

/**
 * A value that a setting does not accept. The message is a clause that follows the setting's name: {@code must be on or off}. It never has a
 * cause, because the exceptions of parsers repeat the value, which may be a secret.
 */
final class InvalidValueException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    InvalidValueException(String requirement) {
        super(requirement);
    }
}
