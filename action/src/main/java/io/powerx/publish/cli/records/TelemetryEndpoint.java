package io.powerx.publish.cli.records;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.telemetry.TelemetrySettings;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where events go, or would go if telemetry were on.
 *
 * @param url null if nowhere
 * @param missing why there is no endpoint; null if there is one
 */
record TelemetryEndpoint(@Nullable String url, @Nullable String missing) {
    static TelemetryEndpoint of(Invocation invocation) {
        try {
            boolean off = !invocation.config().flag(Setting.TELEMETRY);
            URI endpoint = invocation
                    .with(off ? Map.of(Setting.TELEMETRY, "on") : Map.of())
                    .mapper()
                    .telemetry()
                    .endpoint();
            return endpoint == null
                    ? new TelemetryEndpoint(null, "PowerX core's registry does not accept telemetry")
                    : new TelemetryEndpoint(endpoint.toString(), null);
        } catch (PublishException e) {
            if (e.code() != ErrorCode.ENDPOINT_MISSING) {
                throw e;
            }
            return new TelemetryEndpoint(null, "neither an endpoint nor a Marketplace is configured");
        }
    }

    /**
     * The settings for sending, with an endpoint.
     *
     * @throws PublishException {@link ErrorCode#OPTION_INVALID} if telemetry is off, {@link ErrorCode#ENDPOINT_MISSING}
     */
    static TelemetrySettings require(Invocation invocation) {
        ResolvedConfig config = invocation.config();
        if (!config.flag(Setting.TELEMETRY)) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "send telemetry",
                    "it is switched off by "
                            + config.origin(Setting.TELEMETRY).orElseThrow().place());
        }
        TelemetrySettings settings = invocation.mapper().telemetry();
        if (settings.endpoint() == null) {
            throw PublishException.of(
                    ErrorCode.ENDPOINT_MISSING,
                    "send telemetry",
                    String.valueOf(of(invocation).missing()));
        }
        return settings;
    }

    /** The failure, with where the endpoint and the token were configured. */
    static PublishException locate(Invocation invocation, TelemetrySettings settings, PublishException failure) {
        if (failure.code() == ErrorCode.STORAGE_FAILED || failure.code() == ErrorCode.RECEIPT_UNREADABLE) {
            return failure;
        }
        ResolvedConfig config = invocation.config();
        String endpoint = config.origin(Setting.TELEMETRY_ENDPOINT)
                .or(() -> config.origin(Setting.API_URL))
                .map(origin -> " (" + origin.place() + ")")
                .orElse("");
        boolean withheld = settings.token() == null && config.has(Setting.TELEMETRY_TOKEN);
        String token = config.origin(Setting.TELEMETRY_TOKEN)
                .filter(origin -> !withheld && settings.token() != null)
                .map(origin -> " with the token of " + origin.place())
                .orElse(" without a token");
        PublishException located = failure.tried(failure.tried() + endpoint + token);
        return withheld
                ? located.advice("The token was not sent, because only the project's file specifies the endpoint; set"
                        + " {telemetry-endpoint} to it.")
                : located;
    }
}
