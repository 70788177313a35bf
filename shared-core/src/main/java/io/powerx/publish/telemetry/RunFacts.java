package io.powerx.publish.telemetry;

import io.powerx.publish.config.Channel;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The facts that a run knows so far; null for those that it does not know yet.
 *
 * @param reviewUrl as the Marketplace wrote it
 * @param phase the running stage
 * @param failureRate share of rules with errors, from 0 to 1
 * @param retryCount number of repeated requests
 * @param bundleSize of the package, in bytes
 */
public record RunFacts(
        @Nullable String pluginId,
        @Nullable String version,
        @Nullable Channel channel,
        @Nullable UUID publishRequestId,
        @Nullable String publishId,
        @Nullable String versionId,
        @Nullable String reviewUrl,
        @Nullable String phase,
        TelemetryEvent.@Nullable Precheck precheck,
        @Nullable Double failureRate,
        @Nullable Integer retryCount,
        @Nullable Long bundleSize) {
    static final RunFacts NONE = new RunFacts(null, null, null, null, null, null, null, null, null, null, null, null);
}
