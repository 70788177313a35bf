package io.powerx.publish.otel;

import io.powerx.publish.config.Channel;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.marketplace.TraceContext;
import io.powerx.publish.metrics.MeasuredRun;
import io.powerx.publish.telemetry.TelemetryEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/** A small run that never happened, to load the classes that a real one needs. */
record RunExample(RunRecording recording, MeasuredRun run) {
    private static final String TRACE = "00-00000000000000000000000000000001-0000000000000001-01";

    static RunExample make() {
        Clock clock = Clock.systemUTC();
        UUID id = UUID.randomUUID();
        RunRecording recording = new RunRecording(clock, TraceContext.of(TRACE).orElseThrow(), "");
        recording.on(new PublishEvent.StageStarted("example", ""));
        recording.on(new PublishEvent.RequestAttempt(
                "example",
                "GET",
                "https://localhost/",
                id.toString(),
                1,
                false,
                503,
                "",
                Duration.ZERO,
                Duration.ofMillis(1)));
        recording.on(new PublishEvent.StageFinished("example", Duration.ZERO, ""));
        TelemetryEvent last = new TelemetryEvent(
                id,
                id,
                2,
                "",
                clock.instant(),
                null,
                null,
                Channel.STABLE,
                null,
                null,
                null,
                null,
                null,
                "",
                1L,
                null,
                null,
                null,
                null,
                new TelemetryEvent.Metrics(1L, 0.0, 0, 1L));
        return new RunExample(recording, new MeasuredRun(null, last));
    }
}
