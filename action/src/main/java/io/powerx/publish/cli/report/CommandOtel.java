package io.powerx.publish.cli.report;

import io.powerx.publish.cli.invocation.CommandFrontEnd;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.output.Console;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.marketplace.TraceContext;
import io.powerx.publish.metrics.MeasuredRun;
import io.powerx.publish.otel.OtelExport;
import io.powerx.publish.otel.OtelSettings;
import io.powerx.publish.otel.RunRecording;
import io.powerx.publish.telemetry.EndDelay;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the trace and the metrics of a publish to an OpenTelemetry Collector when it ends, however it ends. Problems are reported as warnings.
 * A dry run and a publish to the embedded sandbox send nothing.
 */
public final class CommandOtel implements PublishListener, AutoCloseable {
    private final Console console;
    private final CommandFrontEnd frontEnd;
    private final EndDelay delay;
    private final @Nullable TraceContext trace;
    private final @Nullable OtelSettings settings;
    private final @Nullable RunRecording recording;
    private final Set<String> problems = new LinkedHashSet<>();
    private final CompletableFuture<@Nullable Void> loaded;
    private Optional<Invocation> known;
    private @Nullable CompletableFuture<OtelExport> prepared;
    private @Nullable BoundedTask<Boolean> export;

    private CommandOtel(
            Console console,
            CommandFrontEnd frontEnd,
            EndDelay delay,
            @Nullable TraceContext trace,
            @Nullable OtelSettings settings,
            @Nullable RunRecording recording,
            CompletableFuture<@Nullable Void> loaded,
            Optional<Invocation> known) {
        this.loaded = loaded;
        this.console = console;
        this.frontEnd = frontEnd;
        this.delay = delay;
        this.trace = trace;
        this.settings = settings;
        this.recording = recording;
        this.known = known;
    }

    /**
     * @param explicit the settings that the user specified
     * @param delay that all reports on the command share
     */
    public static CommandOtel begin(
            PxCommand command,
            CommandFrontEnd frontEnd,
            Console console,
            Map<Setting, String> explicit,
            EndDelay delay) {
        Map<String, String> variables = frontEnd.host().environment();
        @Nullable
        TraceContext parent = TraceContext.of(variables.get("TRACEPARENT"), variables.get("TRACESTATE"))
                .orElse(null);
        Set<String> problems = new LinkedHashSet<>();
        Optional<OtelSettings> settings =
                command.isPublish() ? OtelSettings.of(variables, problems::add) : Optional.empty();
        CommandOtel otel = settings.map(found -> sending(frontEnd, console, parent, found, explicit, delay))
                .orElseGet(() -> new CommandOtel(
                        console,
                        frontEnd,
                        delay,
                        parent,
                        null,
                        null,
                        CompletableFuture.completedFuture(null),
                        Optional.empty()));
        otel.problems.addAll(problems);
        return otel;
    }

    private static CommandOtel sending(
            CommandFrontEnd frontEnd,
            Console console,
            @Nullable TraceContext parent,
            OtelSettings settings,
            Map<Setting, String> explicit,
            EndDelay delay) {
        settings.secrets().forEach(frontEnd.redactor()::add);
        String span = TraceContext.spanOf(UUID.randomUUID().toString());
        TraceContext trace = (parent == null ? fresh() : parent).below(span);
        RunRecording recording =
                new RunRecording(frontEnd.host().clock(), trace, parent == null ? "" : parent.spanId());
        CompletableFuture<@Nullable Void> loaded = CompletableFuture.runAsync(
                () -> OtelExport.warmUp(
                        settings, CommandFrontEnd.client(frontEnd.name()), frontEnd.redactor(), delay.limit()),
                CommandOtel::inBackground);
        return new CommandOtel(
                console,
                frontEnd,
                delay,
                trace,
                settings,
                recording,
                loaded,
                Invocation.early(frontEnd, console, explicit, List.of(Setting.SANDBOX, Setting.DRY_RUN)));
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "px-publish-otel-load");
        thread.setDaemon(true);
        thread.start();
    }

    private static TraceContext fresh() {
        String traceId = UUID.randomUUID().toString().replace("-", "");
        return TraceContext.of("00-" + traceId + "-0000000000000001-01").orElseThrow();
    }

    /** The trace that requests to the Marketplace belong to; null if there is none. */
    @Nullable
    public TraceContext trace() {
        return trace;
    }

    @Override
    public void on(PublishEvent event) {
        if (recording != null) {
            recording.on(event);
        }
    }

    /** Follows the complete configuration, now that it is known, and prepares to send, so that the end of the run need not wait for that. */
    public void configured(Invocation invocation) {
        known = Optional.of(invocation);
        OtelSettings configured = settings;
        RunRecording recorded = recording;
        if (configured != null && recorded != null && !changesNothing(invocation)) {
            try {
                prepared = prepare(configured, recorded, invocation);
            } catch (PublishException invalid) {
                // Reported when the run ends.
                prepared = null;
            }
        }
    }

    private CompletableFuture<OtelExport> prepare(
            OtelSettings configured, RunRecording recorded, Invocation invocation) {
        HttpSettings http = invocation.mapper().http();
        return loaded.handleAsync(
                (done, failure) -> OtelExport.prepare(
                        configured,
                        invocation.client(),
                        frontEnd.redactor(),
                        recorded.trace().traceId(),
                        delay.limit(),
                        http,
                        this::problem),
                CommandOtel::inBackground);
    }

    /**
     * Begins to send.
     *
     * @param runs one for each target of the publish; empty if it ended without an outcome
     * @param error null if the publish succeeded
     */
    public void ended(List<MeasuredRun> runs, @Nullable PublishException error) {
        problems.forEach(problem -> warn(problem));
        problems.clear();
        OtelSettings configured = settings;
        RunRecording recorded = recording;
        if (configured == null || recorded == null || known.isEmpty() || changesNothing(known.get())) {
            return;
        }
        try {
            CompletableFuture<OtelExport> ready =
                    prepared == null ? prepare(configured, recorded, known.get()) : prepared;
            prepared = null;
            String errorCode = error == null ? null : error.code().wireName();
            export = BoundedTask.start("px-publish-otel", delay.remaining(), () -> {
                try (OtelExport exporter = ready.get()) {
                    exporter.send(recorded, runs, errorCode);
                }
                return true;
            });
        } catch (PublishException e) {
            warn(e.getMessage());
        }
    }

    private static boolean changesNothing(Invocation invocation) {
        return invocation.config().flag(Setting.DRY_RUN) || invocation.config().flag(Setting.SANDBOX);
    }

    private void problem(String text) {
        synchronized (problems) {
            problems.add(text);
        }
    }

    /** Waits until everything is sent, within the {@link EndDelay} of the command. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void close() {
        if (prepared != null) {
            prepared.thenAccept(OtelExport::close);
        }
        BoundedTask<Boolean> task = export;
        if (task == null) {
            return;
        }
        try {
            if (task.await().isEmpty()) {
                problem("the endpoint did not reply in time");
            }
        } catch (ExecutionException e) {
            problem("they could not be encoded");
        }
        synchronized (problems) {
            problems.forEach(this::warn);
        }
    }

    private void warn(String problem) {
        console.note(Level.WARNING, "The trace and the metrics of this publish were not sent: {0}", problem);
    }
}
