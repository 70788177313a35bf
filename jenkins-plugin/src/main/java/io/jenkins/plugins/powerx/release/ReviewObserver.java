package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.NonNull;

/** Receives what happens while a step waits for a review; called on a thread of the scheduler, so it must return quickly. */
public interface ReviewObserver {
    /** The status of the review at first, and each time it changes; redacted. */
    void changed(@NonNull String status);

    /** The Marketplace cannot be reached, for a reason that is redacted; called once until it can be reached again. */
    void unreachable(@NonNull String reason);
}
