package io.powerx.publish.telemetry;

import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Configures where telemetry events are sent.
 *
 * @param endpoint PX_TELEMETRY_ENDPOINT; null disables telemetry
 * @param token PX_TELEMETRY_TOKEN, never the token of the Marketplace; null for none
 * @param spool folder for events that were not sent yet
 */
public record TelemetrySettings(
        @Nullable URI endpoint, @Nullable Secret token, Path spool) {}
