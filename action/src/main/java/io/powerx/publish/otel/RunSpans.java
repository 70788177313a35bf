package io.powerx.publish.otel;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishEvent.RequestAttempt;
import io.powerx.publish.marketplace.TraceContext;
import io.powerx.publish.metrics.MeasuredRun;
import io.powerx.publish.telemetry.TelemetryEvent;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Turns a recording into spans: one for the command, one for each target if there are several, one for each stage, and one for each
 * attempt of a request. Requests have the attributes of OpenTelemetry's semantic conventions for HTTP clients. The spans have the ids that the requests carried.
 */
final class RunSpans {
    private static final String ERROR_TYPE = "error.type";
    private static final int FIRST_ERROR = 400;

    private final Tracer tracer;
    private final SpanIds ids;
    private final UnaryOperator<String> clean;
    private @Nullable Span target;
    private @Nullable Span stage;

    /** @param clean removes secrets from a text and limits its length */
    RunSpans(Tracer tracer, SpanIds ids, UnaryOperator<String> clean) {
        this.tracer = tracer;
        this.ids = ids;
        this.clean = clean;
    }

    /**
     * Writes the spans.
     *
     * @param runs what was published; empty if the command ended without an outcome
     */
    void write(RunRecording recording, List<MeasuredRun> runs, @Nullable String errorCode) {
        Instant end = recording.now();
        Span run = run(recording);
        boolean several =
                recording.events().stream().anyMatch(timed -> timed.event() instanceof PublishEvent.TargetStarted);
        if (!several) {
            runs.forEach(each -> describe(run, each));
        }
        for (RunRecording.Timed timed : recording.events()) {
            if (timed.event() instanceof PublishEvent.TargetStarted started) {
                endTarget(timed.time());
                target = target(started.target(), run, timed.time(), runs);
            } else {
                write(timed, target == null ? run : target);
            }
        }
        end(end, several ? null : errorCode);
        endTarget(end);
        if (errorCode != null) {
            run.setAttribute(ERROR_TYPE, errorCode).setStatus(StatusCode.ERROR);
        }
        run.end(end);
    }

    private Span run(RunRecording recording) {
        TraceContext trace = recording.trace();
        ids.next(trace.spanId());
        SpanBuilder run = tracer.spanBuilder("px-plugin publish").setStartTimestamp(recording.begin());
        return (recording.parent().isEmpty()
                        ? run.setNoParent()
                        : run.setParent(Context.root().with(Span.wrap(parent(trace, recording.parent())))))
                .startSpan();
    }

    private Span target(String name, Span run, Instant begin, List<MeasuredRun> runs) {
        Span span = tracer.spanBuilder("target " + name)
                .setParent(Context.root().with(run))
                .setStartTimestamp(begin)
                .startSpan();
        runs.stream().filter(each -> name.equals(each.target())).findFirst().ifPresent(each -> {
            describe(span, each);
            String errorCode = each.last().errorCode();
            if (errorCode != null) {
                span.setAttribute(ERROR_TYPE, errorCode).setStatus(StatusCode.ERROR);
            }
        });
        return span;
    }

    private void endTarget(Instant time) {
        end(time, null);
        if (target != null) {
            target.end(time);
            target = null;
        }
    }

    private static SpanContext parent(TraceContext trace, String spanId) {
        return SpanContext.createFromRemoteParent(
                trace.traceId(),
                spanId,
                trace.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    private void describe(Span run, MeasuredRun measured) {
        TelemetryEvent last = measured.last();
        text(run, "plugin.publish.target", measured.target());
        text(run, "plugin.id", last.pluginId());
        text(run, "plugin.version", last.version());
        text(
                run,
                "plugin.publish.channel",
                last.channel() == null ? null : last.channel().wireName());
        text(run, "plugin.publish.run_id", last.runId().toString());
        text(run, "plugin.publish.id", last.publishId());
        text(run, "plugin.publish.version_id", last.versionId());
        text(run, "plugin.publish.status", last.status());
        text(run, "plugin.publish.error.category", last.errorCategory());
    }

    private void text(Span span, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            span.setAttribute(name, clean.apply(value));
        }
    }

    private void write(RunRecording.Timed timed, Span run) {
        PublishEvent event = timed.event();
        if (event instanceof PublishEvent.StageStarted started) {
            end(timed.time(), null);
            stage = tracer.spanBuilder("stage " + started.stage())
                    .setParent(Context.root().with(run))
                    .setStartTimestamp(timed.time())
                    .setAttribute("plugin.publish.stage", started.stage())
                    .startSpan();
        } else if (event instanceof PublishEvent.StageFinished) {
            end(timed.time(), null);
        } else if (event instanceof PublishEvent.StageSkipped skipped) {
            run.addEvent(
                    "stage skipped",
                    Attributes.builder()
                            .put("plugin.publish.stage", skipped.stage())
                            .put("reason", clean.apply(skipped.reason()))
                            .build(),
                    timed.time());
        } else if (event instanceof PublishEvent.Failed failed) {
            end(timed.time(), failed.code().wireName());
        } else if (event instanceof RequestAttempt attempt) {
            write(attempt, timed.time(), stage == null ? run : stage);
        }
    }

    /** Ends the span of the running stage, if there is one. */
    private void end(Instant time, @Nullable String errorCode) {
        Span running = stage;
        if (running == null) {
            return;
        }
        if (errorCode != null) {
            running.setAttribute(ERROR_TYPE, errorCode).setStatus(StatusCode.ERROR);
        }
        running.end(time);
        stage = null;
    }

    private void write(RequestAttempt attempt, Instant end, Span parent) {
        if (attempt.succeeded() && attempt.status() == 0) {
            // Nothing had to be sent.
            return;
        }
        ids.next(TraceContext.spanOf(attempt.requestId()));
        Span span = tracer.spanBuilder(attempt.method() + " " + attempt.operation())
                .setParent(Context.root().with(parent))
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(end.minus(attempt.elapsed()))
                .setAllAttributes(attributes(attempt))
                .startSpan();
        if (!attempt.succeeded() && (attempt.status() == 0 || attempt.status() >= FIRST_ERROR)) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end(end);
        if (attempt.nextDelay() != null) {
            parent.addEvent(
                    "retry",
                    Attributes.builder()
                            .put("plugin.publish.operation", attempt.operation())
                            .put("attempt", attempt.attempt() + 1L)
                            .put("delay_ms", attempt.nextDelay().toMillis())
                            .put("reason", clean.apply(attempt.outcome()))
                            .build(),
                    end);
        }
    }

    private Attributes attributes(RequestAttempt attempt) {
        AttributesBuilder attributes = Attributes.builder()
                .put("http.request.method", attempt.method())
                .put("plugin.publish.operation", attempt.operation())
                .put("plugin.publish.request_id", attempt.requestId());
        if (!attempt.url().isEmpty()) {
            address(attributes, attempt.url());
        }
        if (attempt.status() > 0) {
            attributes.put("http.response.status_code", (long) attempt.status());
        }
        if (attempt.attempt() > 1) {
            attributes.put("http.request.resend_count", attempt.attempt() - 1L);
        }
        if (!attempt.succeeded()) {
            attributes.put(
                    ERROR_TYPE,
                    attempt.status() >= FIRST_ERROR
                            ? String.valueOf(attempt.status())
                            : clean.apply(attempt.outcome()));
        }
        return attributes.build();
    }

    /** The redaction of a URL may leave something that is no URL. */
    private void address(AttributesBuilder attributes, String text) {
        attributes.put("url.full", clean.apply(text));
        HttpUrl url = HttpUrl.parse(text);
        if (url != null) {
            attributes.put("server.address", url.host()).put("server.port", (long) url.port());
        }
    }
}
