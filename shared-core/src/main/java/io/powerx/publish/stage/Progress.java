package io.powerx.publish.stage;

import java.util.Optional;

/**
 * What a publish has reached. Each stage makes one of these records from the one before, so that a record's type says what is known; a
 * failure leaves behind the last one.
 */
public sealed interface Progress
        permits Inspected, Checked, Hashed, Packed, SignedRelease, Registered, Uploaded, Completed, Submitted {
    /** The record that this one was made from; empty for the first. */
    Optional<Progress> before();

    /** The record of that type, this one or an earlier one; empty if the publish did not get there. */
    default <T extends Progress> Optional<T> find(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : before().flatMap(earlier -> earlier.find(type));
    }
}
