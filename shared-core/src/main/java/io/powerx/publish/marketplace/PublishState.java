package io.powerx.publish.marketplace;

import io.powerx.publish.config.WireEnum;

/** The states of a publish; a state that a newer server invents reads as {@link #UNKNOWN}. */
public enum PublishState implements WireEnum {
    AWAITING_UPLOAD,
    UPLOADED,
    QUEUED,
    APPROVED,
    REJECTED,
    NEEDS_CHANGES,
    WITHDRAWN,
    UNKNOWN;

    public static PublishState of(String status) {
        return WireEnum.of(PublishState.class, status).orElse(UNKNOWN);
    }
}
