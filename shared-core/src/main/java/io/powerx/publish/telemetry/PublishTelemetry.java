package io.powerx.publish.telemetry;

import io.powerx.publish.config.Channel;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.plugin.PluginSnapshot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends the telemetry events of one publish: started, then succeeded or failed. */
public final class PublishTelemetry {
    private final TelemetryEmitter emitter;
    private final PluginSnapshot plugin;
    private final Channel channel;
    private final Clock clock;
    private final Instant begin;
    private final UUID runId = UUID.randomUUID();
    private int sequence;

    /** @param begin start of the publish */
    public PublishTelemetry(
            TelemetryEmitter emitter, PluginSnapshot plugin, Channel channel, Instant begin, Clock clock) {
        this.emitter = emitter;
        this.plugin = plugin;
        this.channel = channel;
        this.begin = begin;
        this.clock = clock;
    }

    public void started() {
        emit("plugin.publish.started", null, "started", null, null, null);
    }

    /** @param status state of the version in the Marketplace */
    public void succeeded(@Nullable String publishId, String status, Figures figures) {
        emit("plugin.publish.succeeded", publishId, status, null, null, figures);
    }

    public void failed(@Nullable String publishId, @Nullable String phase, PublishException failure, Figures figures) {
        emit("plugin.publish.failed", publishId, "failed", phase, failure, figures);
    }

    /**
     * Measurements other than the duration.
     *
     * @param failureRate share of rules with errors, from 0 to 1; null if the precheck was not run
     * @param bundleSize bytes; null if nothing was packed
     */
    public record Figures(
            @Nullable Double failureRate,
            int retryCount,
            @Nullable Long bundleSize) {}

    private void emit(
            String name,
            @Nullable String publishId,
            String status,
            @Nullable String phase,
            @Nullable PublishException failure,
            @Nullable Figures figures) {
        long elapsed = Duration.between(begin, clock.instant()).toMillis();
        sequence++;
        emitter.emit(new TelemetryEvent(
                UUID.randomUUID(),
                runId,
                sequence,
                name,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                plugin.id(),
                plugin.version(),
                channel,
                publishId,
                failure == null ? null : failure.requestId().orElse(null),
                status,
                elapsed,
                phase,
                failure == null ? null : failure.code().wireName(),
                failure == null ? null : failure.code().category().wireName(),
                figures == null
                        ? null
                        : new TelemetryEvent.Metrics(
                                elapsed, figures.failureRate(), figures.retryCount(), figures.bundleSize())));
    }
}
