package io.powerx.publish.options;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.http.Timing;
import io.powerx.publish.marketplace.HttpMarketplace;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.core.CoreRegistry;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.util.function.Supplier;

/** Connects to a Marketplace of either generation. */
public final class Marketplaces {
    private Marketplaces() {}

    /** Connects with the retries of a publish; see the other method. */
    public static Marketplace connect(
            PublishOptions.Target target,
            Supplier<String> pluginId,
            HttpSettings http,
            PublishListener listener,
            Redactor redactor,
            Timing timing) {
        return connect(target, pluginId, http, RetrySettings.DEFAULT, listener, redactor, timing);
    }

    /**
     * Connects; nothing is sent yet.
     *
     * @param pluginId the plugin whose token is requested; called once a request needs the token
     * @param listener receives every request attempt
     * @param redactor for texts of the server that errors show
     * @throws PublishException {@link ErrorCode#ENDPOINT_INSECURE} or {@link ErrorCode#OPTION_INVALID} for an unusable URL
     */
    public static Marketplace connect(
            PublishOptions.Target target,
            Supplier<String> pluginId,
            HttpSettings http,
            RetrySettings retry,
            PublishListener listener,
            Redactor redactor,
            Timing timing) {
        Supplier<Secret> token = () -> target.token().token(pluginId.get());
        return switch (target.api()) {
            case MARKETPLACE ->
                HttpMarketplace.builder(target.apiUrl(), token)
                        .http(http)
                        .retry(retry)
                        .trace(target.trace())
                        .listener(listener)
                        .redactor(redactor)
                        .timing(timing)
                        .build();
            case CORE ->
                new CoreRegistry(
                        target.apiUrl(), token, target.core(), http, target.trace(), retry, timing, listener, redactor);
        };
    }
}
