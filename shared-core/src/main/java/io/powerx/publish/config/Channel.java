package io.powerx.publish.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.util.Locale;

/** The channels of the contract. */
public enum Channel {
    STABLE,
    BETA;

    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The channel of that name.
     *
     * @throws PublishException {@link ErrorCode#CHANNEL_UNKNOWN}
     */
    @JsonCreator
    public static Channel of(String name) {
        for (Channel channel : values()) {
            if (channel.wireName().equals(name)) {
                return channel;
            }
        }
        throw PublishException.of(
                        ErrorCode.CHANNEL_UNKNOWN, "choose the channel", "\"" + name + "\" is neither stable nor beta")
                .build();
    }
}
