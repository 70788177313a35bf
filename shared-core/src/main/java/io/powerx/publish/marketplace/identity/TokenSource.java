package io.powerx.publish.marketplace.identity;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.secret.Secret;

/** Gives the bearer token, perhaps after an exchange. Asked as late as possible and as seldom as the token's life allows. */
@FunctionalInterface
public interface TokenSource {
    /**
     * The token for publishing that plugin.
     *
     * @throws PublishException {@link ErrorCode#TOKEN_MISSING} and the other codes of its category
     */
    Secret token(String pluginId);

    static TokenSource of(Secret token) {
        return pluginId -> token;
    }
}
