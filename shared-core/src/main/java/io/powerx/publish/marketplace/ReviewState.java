package io.powerx.publish.marketplace;

import io.powerx.publish.config.WireEnum;

/** The states of a review; {@link #UNKNOWN} is any state of a newer server and counts as pending. */
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

    /** Whether the state can no longer change. */
    public boolean isFinal() {
        return this == APPROVED || this == REJECTED || this == NEEDS_CHANGES || this == WITHDRAWN;
    }
}
