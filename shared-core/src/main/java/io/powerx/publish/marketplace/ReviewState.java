package io.powerx.publish.marketplace;

import java.util.Arrays;
import java.util.Locale;

/** The states of a review; a state that a newer server invents reads as {@link #UNKNOWN}, which counts as pending. */
public enum ReviewState {
    QUEUED,
    IN_REVIEW,
    APPROVED,
    REJECTED,
    NEEDS_CHANGES,
    PAUSED,
    WITHDRAWN,
    UNKNOWN;

    public static ReviewState of(String status) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(status))
                .findFirst()
                .orElse(UNKNOWN);
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more will come. */
    public boolean isFinal() {
        return this == APPROVED || this == REJECTED || this == NEEDS_CHANGES || this == WITHDRAWN;
    }
}
