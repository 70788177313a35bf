package io.powerx.publish.cli.output;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes each event as a JSON object on one line. The fields are pluginId, version, channel, publishId, status, elapsedMs, errorCode and
 * requestId, as far as they are known, target if there are several, and those of the event.
 */
public final class JsonLog implements PublishListener {
    private final Clock clock;
    private final Consumer<String> sink;
    private final Instant begin;
    private final Map<String, Object> context = new LinkedHashMap<>();
    private String status = "started";

    private Console.Verbosity verbosity = Console.Verbosity.NORMAL;

    /** Leaves out what the text log leaves out. */
    public synchronized void configure(Console.Verbosity chosen) {
        verbosity = chosen;
    }

    public JsonLog(Clock clock, Consumer<String> sink) {
        this.clock = clock;
        this.sink = sink;
        this.begin = clock.instant();
    }

    @Override
    public void on(PublishEvent event) {
        if (event instanceof PublishEvent.TargetStarted started) {
            restart(started.target());
            write("info", "target_started", "Target " + started.target(), Map.of());
        } else if (event instanceof PublishEvent.PluginRead read) {
            remember("pluginId", read.pluginId());
            remember("version", read.version());
            remember("channel", read.channel());
            write("info", "plugin_read", read.name() + " " + read.version(), Map.of());
        } else if (event instanceof PublishEvent.StageStarted started) {
            advance("running");
            write("info", "stage_started", started.title(), Map.of("stage", started.stage()));
        } else if (event instanceof PublishEvent.StageFinished finished) {
            write(
                    "info",
                    "stage_finished",
                    finished.detail(),
                    Map.of(
                            "stage",
                            finished.stage(),
                            "stageMs",
                            finished.elapsed().toMillis()));
        } else if (event instanceof PublishEvent.StageSkipped skipped) {
            write("info", "stage_skipped", skipped.reason(), Map.of("stage", skipped.stage()));
        } else if (event instanceof PublishEvent.FindingsReported reported) {
            reported.findings()
                    .forEach(finding -> write(
                            finding.severity().wireName(), "finding", finding.message(), Map.of("finding", finding)));
        } else if (event instanceof PublishEvent.Packed packed) {
            write(
                    "info",
                    "packed",
                    packed.file(),
                    Map.of(
                            "platform",
                            packed.platform(),
                            "sha256",
                            packed.sha256(),
                            "contentDigest",
                            packed.contentDigest()));
        } else if (event instanceof PublishEvent.Registered registered) {
            remember("publishId", registered.publishId());
            remember("versionId", registered.versionId());
            write("info", "registered", registered.attached() ? "attached" : "registered", Map.of());
        } else if (event instanceof PublishEvent.Submitted submitted) {
            remember("publishId", submitted.publishId());
            remember("versionId", submitted.versionId());
            remember("reviewQueueId", submitted.reviewQueueId());
            advance("submitted");
            write("info", "submitted", "in the review queue", Map.of());
        } else if (event instanceof PublishEvent.Progress progress) {
            write(
                    "debug",
                    "progress",
                    "",
                    Map.of("stage", progress.stage(), "done", progress.done(), "total", progress.total()));
        } else if (event instanceof PublishEvent.RequestAttempt attempt) {
            write("debug", "request", attempt.outcome(), attemptFields(attempt));
        } else if (event instanceof PublishEvent.Note note) {
            note(note.level(), note.text());
        } else if (event instanceof PublishEvent.Failed failed) {
            failed(failed.code().wireName(), failed.message(), failed.phase(), failed.requestId());
        }
    }

    void note(PublishEvent.Note.Level level, String text) {
        String name =
                switch (level) {
                    case DEBUG -> "debug";
                    case INFO -> "info";
                    case WARNING -> "warning";
                };
        write(name, "note", text, Map.of());
    }

    /** Writes the error that ended a command, unless an event already reported it. */
    public void failed(PublishException error) {
        if (!status.equals("failed")) {
            failed(
                    error.code().wireName(),
                    String.valueOf(error.getMessage()),
                    null,
                    error.requestId().orElse(null));
        }
    }

    private void failed(String code, String message, @Nullable String phase, @Nullable String requestId) {
        advance("failed");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("errorCode", code);
        if (phase != null) {
            fields.put("stage", phase);
        }
        if (requestId != null) {
            fields.put("requestId", requestId);
        }
        write("error", "failed", message, fields);
    }

    private static Map<String, Object> attemptFields(PublishEvent.RequestAttempt attempt) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("operation", attempt.operation());
        fields.put("requestId", attempt.requestId());
        fields.put("attempt", attempt.attempt());
        fields.put("httpStatus", attempt.status());
        fields.put("requestMs", attempt.elapsed().toMillis());
        return fields;
    }

    /** The next lines belong to another target, where neither the ids nor the state of the last one are known. */
    private synchronized void restart(String target) {
        context.clear();
        context.put("target", target);
        status = "started";
    }

    private synchronized void remember(String field, String value) {
        context.put(field, value);
    }

    private synchronized void advance(String next) {
        status = next;
    }

    private boolean isShown(String level) {
        return switch (verbosity) {
            case QUIET -> level.equals("error");
            case NORMAL -> !level.equals("debug");
            case VERBOSE -> true;
        };
    }

    private synchronized void write(String level, String event, String message, Map<String, Object> fields) {
        if (!isShown(level)) {
            return;
        }
        Instant now = clock.instant();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", now);
        line.put("level", level);
        line.put("event", event);
        line.put("message", message);
        line.putAll(context);
        line.put("status", status);
        line.put("elapsedMs", Duration.between(begin, now).toMillis());
        line.putAll(fields);
        sink.accept(Json.write(line));
    }
}
