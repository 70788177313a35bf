package io.powerx.publish.sandbox.evidence;

import org.jspecify.annotations.Nullable;

/**
 * A document that was published with a version.
 *
 * @param content null if there is none, or it cannot be read
 * @param problem why it cannot be read, as a clause; null if it can, or if there is none
 */
public record Document<T>(@Nullable T content, @Nullable String problem) {
    static <T> Document<T> none() {
        return new Document<>(null, null);
    }
}
