package io.powerx.publish.options;

import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.http.Timing;
import io.powerx.publish.marketplace.HttpMarketplace;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.TraceContext;
import io.powerx.publish.marketplace.core.CoreRegistry;
import io.powerx.publish.marketplace.core.CoreSettings;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Connects to a Marketplace of either generation. */
public final class Marketplaces {
    private Marketplaces() {}

    /** The same for a registry that needs to know nothing more. */
    public static Marketplace connect(
            URI base,
            ApiGeneration api,
            Supplier<Secret> token,
            HttpSettings http,
            PublishListener listener,
            Timing timing) {
        return connect(base, api, CoreSettings.NONE, token, http, null, listener, timing);
    }

    /**
     * Connects; nothing is sent yet.
     *
     * @param core what only PowerX core's registry needs
     * @param token asked for when a request needs it
     * @param trace what the requests belong to; null for nothing
     * @param listener hears every request attempt
     * @throws PublishException {@link ErrorCode#ENDPOINT_INSECURE} or {@link ErrorCode#OPTION_INVALID} for an address that does not do
     */
    public static Marketplace connect(
            URI base,
            ApiGeneration api,
            CoreSettings core,
            Supplier<Secret> token,
            HttpSettings http,
            @Nullable TraceContext trace,
            PublishListener listener,
            Timing timing) {
        return switch (api) {
            case MARKETPLACE ->
                HttpMarketplace.builder(base, token)
                        .http(http)
                        .trace(trace)
                        .listener(listener)
                        .timing(timing)
                        .build();
            case CORE -> new CoreRegistry(base, token, core, http, trace, RetrySettings.DEFAULT, timing, listener);
        };
    }
}
