package io.powerx.publish.marketplace;

import io.powerx.publish.config.WireEnum;

/** The states of a review; a state that a newer server invents reads as {@link #UNKNOWN}, which counts as pending. */
public enum ReviewState implements WireEnum {
    QUEUED,
    IN_REVIEW,
    APPROVED,
    REJECTED,
    NEEDS_CHANGES,
    PAUSED,
    WITHDRAWN,
    UNKNOWN;

    public static ReviewState of(String status) {
        return WireEnum.of(ReviewState.class, status).orElse(UNKNOWN);
    }

    /** Whether nothing more will come. */
    public boolean isFinal() {
        return this == APPROVED || this == REJECTED || this == NEEDS_CHANGES || this == WITHDRAWN;
    }
}
