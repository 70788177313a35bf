package io.powerx.publish.telemetry;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.powerx.publish.config.Channel;
import io.powerx.publish.io.NamedUuid;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event of TelemetryBatch in the contract. Only the fields listed here can be reported. Their descriptions are the reference for users.
 */
public record TelemetryEvent(
        @JsonPropertyDescription("Id of the event. An event that arrives twice is counted once.")
        UUID eventId,

        @JsonPropertyDescription("Random id of the run. It links the first event of a run to its last one.")
        UUID runId,

        @JsonPropertyDescription("Number of the event within its run, from 1. It shows whether an event was lost.")
        int sequence,

        @JsonPropertyDescription(
                "What happened: `plugin.publish.started`, `plugin.publish.succeeded`, `plugin.publish.failed` or"
                        + " `plugin.precheck.disputed`.")
        String name,

        @JsonPropertyDescription("When it happened.") Instant time,

        @JsonPropertyDescription("Id of the plugin, to find plugins whose publishes fail repeatedly.") @Nullable
        String pluginId,

        @JsonPropertyDescription("Version of the plugin.") @Nullable
        String version,

        @JsonPropertyDescription("Channel of the publish.") @Nullable
        Channel channel,

        @JsonPropertyDescription("Id of the publish request. Runs that continue the same publish have the same one.")
        @Nullable
        UUID publishRequestId,

        @JsonPropertyDescription("Id of the publish in the Marketplace, to find it there.") @Nullable
        String publishId,

        @JsonPropertyDescription("Id of the version in the Marketplace, to find it there.") @Nullable
        String versionId,

        @JsonPropertyDescription("Page of the review, without query and fragment.") @Nullable
        String reviewUrl,

        @JsonPropertyDescription("Id of the request that failed, to find it in the logs of the Marketplace.") @Nullable
        String requestId,

        @JsonPropertyDescription(
                "State of the version at the end of the run. For a disputed finding, the user's reason.")
        String status,

        @JsonPropertyDescription("Milliseconds since the start of the run.") @Nullable
        Long elapsedMs,

        @JsonPropertyDescription("Ids of the rules with findings, to find rules that are wrong.") @Nullable
        Precheck precheck,

        @JsonPropertyDescription("Stage that was running, to find the stages that fail.") @Nullable
        String phase,

        @JsonPropertyDescription("Code of the error that ended the run. Its message is not reported.") @Nullable
        String errorCode,

        @JsonPropertyDescription("Category of the error: who has to act.") @Nullable
        String errorCategory,

        @JsonPropertyDescription("Figures of the run, in its last event.") @Nullable
        Metrics metrics) {
    private static final int MAX_TEXT_LENGTH = 300;

    public TelemetryEvent {
        // An event without them, from a damaged file, would be rejected with the whole batch.
        Objects.requireNonNull(eventId, "eventId");
        Objects.requireNonNull(runId, "runId");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(status, "status");
    }

    /** The id of an event, which follows from its run and its number, so that a restored event has the id of the lost one. */
    static UUID id(UUID runId, int sequence) {
        return NamedUuid.of(runId, String.valueOf(sequence));
    }

    /** Text from the project or a server as an event contains it: redacted, in one line and limited in length. */
    static String text(String foreign, Redactor redactor) {
        return ForeignText.oneLine(foreign, MAX_TEXT_LENGTH, redactor);
    }

    /** Like {@link #text}; null for null. */
    static @Nullable String textOrNull(@Nullable String foreign, Redactor redactor) {
        return foreign == null ? null : text(foreign, redactor);
    }

    /** The ids of the rules with findings of each kind; null for a kind that the run does not know. */
    public record Precheck(
            @JsonPropertyDescription("Ids of the rules with errors.") @Nullable
            List<String> errors,

            @JsonPropertyDescription("Ids of the rules with warnings.") @Nullable
            List<String> warnings,

            @JsonPropertyDescription("Ids of the rules with suppressed findings.") @Nullable
            List<String> suppressed,

            @JsonPropertyDescription("Ids of the rules that a user reported as wrong.") @Nullable
            List<String> disputed) {}

    /** The figures, under the names of the requirements. */
    public record Metrics(
            @Nullable
            @JsonProperty("plugin.publish.duration_ms")
            @JsonPropertyDescription("Duration of the run in milliseconds, to detect slow publishes.")
            Long duration,

            @Nullable
            @JsonProperty("plugin.publish.precheck.failure_rate")
            @JsonPropertyDescription("Share of the rules with errors, from 0 to 1.")
            Double failureRate,

            @Nullable
            @JsonProperty("plugin.publish.retry.count")
            @JsonPropertyDescription("Number of repeated requests, to detect an unreliable network or server.")
            Integer retryCount,

            @Nullable
            @JsonProperty("plugin.publish.bundle.size_bytes")
            @JsonPropertyDescription("Size of the package in bytes.")
            Long bundleSize) {}
}
