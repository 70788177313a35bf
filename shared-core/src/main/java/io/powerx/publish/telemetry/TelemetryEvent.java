package io.powerx.publish.telemetry;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.powerx.publish.config.Channel;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event of TelemetryBatch in the contract. Only the fields listed here can be reported.
 *
 * @param runId one per run, links its first event to its last
 * @param sequence number within the run, from 1, to detect lost events
 * @param name one of the names in the contract
 * @param reviewUrl without query and fragment
 * @param elapsedMs milliseconds since the start of the run
 * @param errorCategory category of the error code
 */
public record TelemetryEvent(
        UUID eventId,
        UUID runId,
        int sequence,
        String name,
        Instant time,
        @Nullable String pluginId,
        @Nullable String version,
        @Nullable Channel channel,
        @Nullable UUID publishRequestId,
        @Nullable String publishId,
        @Nullable String versionId,
        @Nullable String reviewUrl,
        @Nullable String requestId,
        String status,
        @Nullable Long elapsedMs,
        @Nullable Precheck precheck,
        @Nullable String phase,
        @Nullable String errorCode,
        @Nullable String errorCategory,
        @Nullable Metrics metrics) {

    /** The ids of the rules with findings of each kind; null for a kind that the run does not know. */
    public record Precheck(
            @Nullable List<String> errors,
            @Nullable List<String> warnings,
            @Nullable List<String> suppressed,
            @Nullable List<String> disputed) {}

    /**
     * @param failureRate rules with errors over rules run, 0 to 1
     * @param retryCount number of repeated requests, including automatic reconnects
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
