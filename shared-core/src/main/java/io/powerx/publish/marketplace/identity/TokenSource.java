package io.powerx.publish.marketplace.identity;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.secret.Secret;

/** Provides the bearer token, if necessary through an exchange. Called for each request attempt. */
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
