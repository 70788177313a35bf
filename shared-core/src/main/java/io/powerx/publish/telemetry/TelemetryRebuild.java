package io.powerx.publish.telemetry;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.pack.ArtifactRole;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.secret.Redactor;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Restores the events of a run from its receipt. They have the ids of the events that the run reported, so an endpoint that has received
 * those counts nothing twice. What a receipt does not contain, such as the ids of the rules with findings, is missing in them.
 */
public final class TelemetryRebuild {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int ACCEPTED = 202;

    private TelemetryRebuild() {}

    /**
     * The events of the run that wrote a receipt, in their order.
     *
     * @throws PublishException {@link ErrorCode#RECEIPT_UNREADABLE} if the receipt does not say which run that was
     */
    public static List<TelemetryEvent> events(Receipt receipt, Redactor redactor) {
        Receipt.Run run = receipt.run();
        if (run == null) {
            throw PublishException.of(
                    ErrorCode.RECEIPT_UNREADABLE,
                    "restore telemetry from the receipt",
                    "an earlier version of px-publish wrote it, without the id of the run");
        }
        // A publish that was submitted succeeded, whatever its review came to.
        Receipt.Failure failure = receipt.submittedAt() == null ? receipt.error() : null;
        Instant end = run.startedAt().plusMillis(run.durationMs());
        String name = failure == null ? "plugin.publish.succeeded" : "plugin.publish.failed";
        return List.of(
                event(receipt, run, 1, "plugin.publish.started", run.startedAt(), null, redactor),
                event(receipt, run, 2, name, end, failure, redactor));
    }

    private static TelemetryEvent event(
            Receipt receipt,
            Receipt.Run run,
            int sequence,
            String name,
            Instant time,
            Receipt.@Nullable Failure failure,
            Redactor redactor) {
        boolean first = sequence == 1;
        return new TelemetryEvent(
                TelemetryEvent.id(run.id(), sequence),
                run.id(),
                sequence,
                name,
                time,
                TelemetryEvent.textOrNull(receipt.plugin().id(), redactor),
                TelemetryEvent.textOrNull(receipt.plugin().version(), redactor),
                receipt.channel(),
                first ? null : receipt.publishRequestId(),
                first ? null : TelemetryEvent.textOrNull(receipt.publishId(), redactor),
                first ? null : TelemetryEvent.textOrNull(receipt.versionId(), redactor),
                null,
                failure == null ? null : TelemetryEvent.textOrNull(failure.requestId(), redactor),
                first ? "started" : failure == null ? status(receipt, redactor) : "failed",
                first ? 0 : run.durationMs(),
                null,
                failure == null ? null : TelemetryEvent.textOrNull(failure.phase(), redactor),
                failure == null ? null : TelemetryEvent.textOrNull(failure.code(), redactor),
                failure == null ? null : TelemetryEvent.textOrNull(failure.category(), redactor),
                first
                        ? null
                        : new TelemetryEvent.Metrics(
                                run.durationMs(), run.precheckFailureRate(), receipt.retries(), packageSize(receipt)));
    }

    /** Empty if the receipt is damaged and has none. */
    private static String status(Receipt receipt, Redactor redactor) {
        return Objects.requireNonNullElse(TelemetryEvent.textOrNull(receipt.status(), redactor), "");
    }

    /** Of all packages, as the run reports it. */
    private static @Nullable Long packageSize(Receipt receipt) {
        return receipt.artifacts().stream()
                .filter(artifact -> artifact.role() == ArtifactRole.PACKAGE)
                .map(Artifact::size)
                .reduce(Long::sum)
                .orElse(null);
    }

    /**
     * Sends the events of the run that wrote a receipt.
     *
     * @param settings with an endpoint
     * @return the number of events that the endpoint had already; null if it does not say
     * @throws PublishException {@link ErrorCode#RECEIPT_UNREADABLE}; {@link ErrorCode#TELEMETRY_UNAUTHORIZED}, {@link ErrorCode#TELEMETRY_INVALID}
     *     or an error of the network if the endpoint does not accept them
     * @throws InterruptedException if the thread is interrupted
     */
    public static @Nullable Integer send(
            Receipt receipt, TelemetrySettings settings, HttpSettings http, Redactor redactor, Clock clock)
            throws InterruptedException {
        URI endpoint = settings.endpoint();
        if (endpoint == null) {
            throw new IllegalArgumentException("there is no endpoint");
        }
        List<TelemetryEvent> events = events(receipt, redactor);
        try (TelemetryClient client =
                new TelemetryClient(endpoint, settings.token(), receipt.client(), http, TIMEOUT, clock)) {
            TelemetryClient.Answer answer = client.send(client.batch(events, 0));
            if (answer.status() != ACCEPTED) {
                throw TelemetryFault.of(endpoint, answer.status());
            }
            if (!answer.rejected().isEmpty()) {
                throw PublishException.of(
                        ErrorCode.TELEMETRY_INVALID,
                        "send telemetry to " + endpoint,
                        "the endpoint rejected the events");
            }
            return answer.duplicates();
        } catch (IOException e) {
            throw TelemetryFault.of(endpoint, e);
        }
    }
}
