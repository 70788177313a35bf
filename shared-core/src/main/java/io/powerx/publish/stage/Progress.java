package io.powerx.publish.stage;

import java.util.Optional;

/**
 * The progress of a publish. Each stage returns one of these records, which contains the one before, so a record's type shows what is
 * available. After a failure, the last record shows how far the publish got.
 */
public sealed interface Progress
        permits Inspected, Checked, Hashed, Packed, SignedRelease, Registered, Uploaded, Completed, Submitted {
    /** The record of the stage before; empty for the first. */
    Optional<Progress> before();

    /** This record or an earlier one, whichever has that type; empty if the publish did not get that far. */
    default <T extends Progress> Optional<T> find(Class<T> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : before().flatMap(earlier -> earlier.find(type));
    }
}
