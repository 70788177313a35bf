package io.powerx.publish.telemetry;

import io.powerx.publish.secret.Secret;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where publish events go.
 *
 * @param endpoint PX_TELEMETRY_ENDPOINT; null switches telemetry off
 * @param token PX_TELEMETRY_TOKEN; the Marketplace's token is never used here
 * @param spool folder that keeps events while the endpoint is down
 */
public record TelemetrySettings(
        @Nullable URI endpoint, @Nullable Secret token, Path spool) {}
