package io.powerx.publish.telemetry;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.secret.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Configures where telemetry events are sent.
 *
 * @param endpoint PX_TELEMETRY_ENDPOINT, https or http on loopback; null disables telemetry
 * @param token PX_TELEMETRY_TOKEN, never the token of the Marketplace; null for none
 * @param mayRefuse whether it is normal that the endpoint does not offer the route, as with a Marketplace without telemetry
 */
public record TelemetrySettings(
        @Nullable URI endpoint, @Nullable Secret token, boolean mayRefuse) {
    private static final String ROUTE = "/telemetry/plugin/publish";

    /** @throws PublishException {@link ErrorCode#ENDPOINT_INSECURE}, {@link ErrorCode#OPTION_INVALID} for an unusable endpoint */
    public TelemetrySettings {
        if (endpoint != null) {
            Endpoints.require(endpoint);
        }
    }

    /**
     * An endpoint that the user chose, and that therefore has to accept events.
     *
     * @throws PublishException {@link ErrorCode#ENDPOINT_INSECURE}, {@link ErrorCode#OPTION_INVALID} for an unusable endpoint
     */
    public TelemetrySettings(@Nullable URI endpoint, @Nullable Secret token) {
        this(endpoint, token, false);
    }

    /**
     * The URL that receives events.
     *
     * @param endpoint the URL of the server or of the route
     */
    public static URI route(URI endpoint) {
        String text = endpoint.toString();
        String base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return URI.create(base.endsWith(ROUTE) ? base : base + ROUTE);
    }
}
