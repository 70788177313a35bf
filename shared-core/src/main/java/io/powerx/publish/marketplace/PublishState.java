package io.powerx.publish.marketplace;

import io.powerx.publish.config.WireEnum;

/** The states of a publish; {@link #UNKNOWN} is any state of a newer server. */
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
