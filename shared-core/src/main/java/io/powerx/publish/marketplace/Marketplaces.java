package io.powerx.publish.marketplace;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.Timing;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Connects to a Marketplace of either generation. */
public final class Marketplaces {
    private Marketplaces() {}

    /** Connects without a trace; see {@link #connect(URI, ApiGeneration, Supplier, HttpSettings, TraceContext, PublishListener, Timing)}. */
    public static Marketplace connect(
            URI base,
            ApiGeneration api,
            Supplier<Secret> token,
            HttpSettings http,
            PublishListener listener,
            Timing timing) {
        return connect(base, api, token, http, null, listener, timing);
    }

    /**
     * Connects; nothing is sent yet.
     *
     * @param token asked for when a request needs it
     * @param trace what the requests belong to; null for nothing
     * @param listener hears every request attempt
     * @throws PublishException {@link ErrorCode#ENDPOINT_INSECURE}; {@link ErrorCode#OPTION_INVALID} for a generation that is not spoken
     */
    public static Marketplace connect(
            URI base,
            ApiGeneration api,
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
            case CORE ->
                throw PublishException.of(
                                ErrorCode.OPTION_INVALID,
                                "connect to " + base,
                                "PowerX core's registry is not spoken yet")
                        .build();
        };
    }
}
