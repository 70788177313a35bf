package io.powerx.publish.marketplace;

import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.Timing;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.util.function.Supplier;

/** Connects to a Marketplace of either generation. */
public final class Marketplaces {
    private Marketplaces() {}

    /**
     * Connects; nothing is sent yet.
     *
     * @param token asked for when a request needs it
     * @param listener hears every request attempt
     */
    public static Marketplace connect(
            URI base,
            ApiGeneration api,
            Supplier<Secret> token,
            HttpSettings http,
            PublishListener listener,
            Timing timing) {
        return switch (api) {
            case MARKETPLACE ->
                HttpMarketplace.builder(base, token)
                        .http(http)
                        .listener(listener)
                        .timing(timing)
                        .build();
            case CORE -> throw new IllegalArgumentException("core");
        };
    }
}
