package io.powerx.publish.telemetry;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.secret.Redactor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Creates the events of one run, which starts with this object. Each has what is known of the run when it is created. */
final class RunEvents {
    private static final int MAX_RULES = 200;
    private static final int FIRST = 1;
    private static final int LAST = 2;

    private final UUID runId = UUID.randomUUID();
    private final Redactor redactor;
    private final Clock clock;
    private final Instant begin;

    /** @param redactor of the run; secrets that are added later are removed from later events */
    RunEvents(Redactor redactor, Clock clock) {
        this.redactor = redactor;
        this.clock = clock;
        this.begin = clock.instant();
    }

    UUID runId() {
        return runId;
    }

    TelemetryEvent started(RunFacts facts) {
        return event(FIRST, "plugin.publish.started", facts, "started", null, null);
    }

    /** @param status state of the version in the Marketplace */
    TelemetryEvent succeeded(RunFacts facts, String status) {
        return event(LAST, "plugin.publish.succeeded", facts, status, null, null);
    }

    TelemetryEvent failed(RunFacts facts, PublishException failure) {
        return event(
                LAST,
                "plugin.publish.failed",
                facts,
                "failed",
                failure.requestId().orElse(null),
                failure.code());
    }

    /** The last event if the process is killed now. */
    TelemetryEvent killed(RunFacts facts) {
        return event(LAST, "plugin.publish.failed", facts, "killed", null, ErrorCode.INTERRUPTED);
    }

    /** What the receipt records of this run, so that its events can be restored. */
    Receipt.Run recorded(RunFacts facts) {
        return new Receipt.Run(
                runId, begin.truncatedTo(ChronoUnit.MILLIS), elapsed(clock.instant()), facts.failureRate());
    }

    private TelemetryEvent event(
            int sequence,
            String name,
            RunFacts facts,
            @Nullable String status,
            @Nullable String requestId,
            @Nullable ErrorCode error) {
        Instant now = clock.instant();
        long elapsed = elapsed(now);
        return new TelemetryEvent(
                TelemetryEvent.id(runId, sequence),
                runId,
                sequence,
                name,
                now.truncatedTo(ChronoUnit.MILLIS),
                text(facts.pluginId()),
                text(facts.version()),
                facts.channel(),
                facts.publishRequestId(),
                text(facts.publishId()),
                text(facts.versionId()),
                link(facts.reviewUrl()),
                text(requestId),
                Objects.requireNonNullElse(text(status), ""),
                elapsed,
                bounded(facts.precheck()),
                facts.phase(),
                error == null ? null : error.wireName(),
                error == null ? null : error.category().wireName(),
                sequence == FIRST
                        ? null
                        : new TelemetryEvent.Metrics(
                                elapsed, facts.failureRate(), facts.retryCount(), facts.bundleSize()));
    }

    private long elapsed(Instant now) {
        return Math.max(0, Duration.between(begin, now).toMillis());
    }

    private @Nullable String text(@Nullable String foreign) {
        return TelemetryEvent.textOrNull(foreign, redactor);
    }

    /** A link with a secret in its path would lead nowhere without it. */
    private @Nullable String link(@Nullable String url) {
        String bare = url == null ? null : Endpoints.withoutDetails(url);
        return bare != null && bare.equals(text(bare)) ? bare : null;
    }

    private static TelemetryEvent.@Nullable Precheck bounded(TelemetryEvent.@Nullable Precheck rules) {
        return rules == null
                ? null
                : new TelemetryEvent.Precheck(
                        bounded(rules.errors()),
                        bounded(rules.warnings()),
                        bounded(rules.suppressed()),
                        bounded(rules.disputed()));
    }

    private static @Nullable List<String> bounded(@Nullable List<String> rules) {
        return rules == null ? null : rules.stream().distinct().limit(MAX_RULES).toList();
    }
}
