package io.powerx.publish.marketplace;

import java.util.Arrays;
import java.util.Locale;

/** The states of a publish; a state that a newer server invents reads as {@link #UNKNOWN}. */
public enum PublishState {
    AWAITING_UPLOAD,
    UPLOADED,
    QUEUED,
    APPROVED,
    REJECTED,
    NEEDS_CHANGES,
    WITHDRAWN,
    UNKNOWN;

    public static PublishState of(String status) {
        return Arrays.stream(values())
                .filter(state -> state.wireName().equals(status))
                .findFirst()
                .orElse(UNKNOWN);
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
