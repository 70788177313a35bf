package io.powerx.publish.telemetry;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.powerx.publish.config.Channel;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One publish event as the contract's TelemetryBatch has it. A record, so that nothing can be reported that is not named here.
 *
 * @param sequence from 1 within one publish, so that loss can be measured
 * @param name plugin.publish.started, plugin.publish.succeeded or plugin.publish.failed
 * @param elapsedMs since the publish began
 * @param errorCategory who must act
 */
public record TelemetryEvent(
        UUID eventId,
        int sequence,
        String name,
        Instant time,
        String pluginId,
        String version,
        Channel channel,
        @Nullable String publishId,
        @Nullable String requestId,
        String status,
        @Nullable Long elapsedMs,
        @Nullable String phase,
        @Nullable String errorCode,
        @Nullable String errorCategory,
        @Nullable Metrics metrics) {

    /**
     * @param failureRate rules with errors over rules run, 0 to 1
     * @param retryCount request attempts beyond the first, silent reconnects included
     */
    public record Metrics(
            @Nullable @JsonProperty("plugin.publish.duration_ms")
            Long duration,

            @Nullable @JsonProperty("plugin.publish.precheck.failure_rate")
            Double failureRate,

            @Nullable @JsonProperty("plugin.publish.retry.count")
            Integer retryCount,

            @Nullable @JsonProperty("plugin.publish.bundle.size_bytes")
            Long bundleSize) {}
}
