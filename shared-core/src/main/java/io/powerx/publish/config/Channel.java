package io.powerx.publish.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;

/** The channels of the contract. */
public enum Channel implements WireEnum {
    STABLE,
    BETA;

    /**
     * Returns the channel with this name.
     *
     * @throws PublishException {@link ErrorCode#CHANNEL_UNKNOWN}
     */
    @JsonCreator
    public static Channel of(String name) {
        return WireEnum.of(Channel.class, name)
                .orElseThrow(() -> PublishException.of(
                        ErrorCode.CHANNEL_UNKNOWN,
                        "choose the channel",
                        "the channel " + InvalidChoice.describe(name, WireEnum.names(Channel.class))));
    }
}
