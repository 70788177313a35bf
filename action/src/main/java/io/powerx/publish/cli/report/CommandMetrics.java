package io.powerx.publish.cli.report;

import io.powerx.publish.cli.invocation.CommandFrontEnd;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.output.Console;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.ReportReceiver;
import io.powerx.publish.metrics.MeasuredRun;
import io.powerx.publish.metrics.MetricsFile;
import io.powerx.publish.metrics.Pushgateway;
import io.powerx.publish.telemetry.EndDelay;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Hands the figures of a publish to monitoring when it ends, however it ends: in a file and to a Pushgateway. Problems are reported as warnings.
 * A sandbox does not replace the figures of real publishes: it only writes a file that an option names.
 */
public final class CommandMetrics implements AutoCloseable {
    private static final ReportReceiver RECEIVER = new ReportReceiver(
            "the Pushgateway", Setting.METRICS_PUSHGATEWAY.variables().get(0), null);
    private static final List<Setting> OWN = List.of(Setting.METRICS_FILE, Setting.SANDBOX, Setting.DRY_RUN);

    private final boolean active;
    private final EndDelay delay;
    private final Console console;
    private Optional<Invocation> known;
    private @Nullable BoundedTask<Integer> push;

    private CommandMetrics(boolean active, EndDelay delay, Console console, Optional<Invocation> known) {
        this.active = active;
        this.delay = delay;
        this.console = console;
        this.known = known;
    }

    /**
     * @param settings the settings that the user specified
     * @param delay that all reports on the command share
     */
    public static CommandMetrics begin(
            PxCommand command,
            CommandFrontEnd frontEnd,
            Console console,
            Map<Setting, String> settings,
            EndDelay delay) {
        return new CommandMetrics(
                command.isPublish(),
                delay,
                console,
                command.isPublish() ? Invocation.early(frontEnd, console, settings, OWN) : Optional.empty());
    }

    /** Follows the complete configuration, now that it is known. */
    public void configured(Invocation invocation) {
        known = Optional.of(invocation);
    }

    /**
     * Begins to push, and writes the file.
     *
     * @param runs one for each target of the publish; empty if it ended without an outcome
     */
    public void ended(List<MeasuredRun> runs) {
        if (!active || runs.isEmpty() || known.isEmpty()) {
            return;
        }
        Invocation invocation = known.get();
        if (invocation.config().flag(Setting.DRY_RUN)) {
            return;
        }
        boolean sandbox = invocation.config().flag(Setting.SANDBOX);
        if (!sandbox) {
            invocation.config().url(Setting.METRICS_PUSHGATEWAY).ifPresent(gateway -> push(gateway, invocation, runs));
        }
        if (!sandbox || invocation.given(Setting.METRICS_FILE)) {
            invocation.config().path(Setting.METRICS_FILE, invocation.folders()).ifPresent(file -> write(file, runs));
        }
    }

    /** Files cannot be written on an interrupted thread, and an interrupted publish is reported as well. */
    private void write(Path file, List<MeasuredRun> runs) {
        boolean interrupted = Thread.interrupted();
        try {
            MetricsFile.write(file, runs);
        } catch (PublishException e) {
            warn("not written: " + e.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void push(URI url, Invocation invocation, List<MeasuredRun> runs) {
        try {
            Duration limit = delay.remaining();
            Pushgateway gateway = new Pushgateway(url, limit);
            HttpSettings http = invocation.mapper().http();
            push = BoundedTask.start("px-publish-metrics", limit, () -> push(gateway, runs, http));
        } catch (PublishException e) {
            warn("not pushed: " + e.getMessage());
        }
    }

    /** Pushes every run; the status is that of the first one that was not accepted, or of the last one. */
    private static int push(Pushgateway gateway, List<MeasuredRun> runs, HttpSettings http)
            throws IOException, InterruptedException {
        int status = 0;
        for (MeasuredRun run : runs) {
            int reply = gateway.push(run, http);
            status = status == 0 || isSuccess(status) ? reply : status;
        }
        return status;
    }

    private static boolean isSuccess(int status) {
        return status / 100 == 2;
    }

    /** Waits until the figures are pushed, within the {@link EndDelay} of the command. */
    @Override
    public void close() {
        BoundedTask<Integer> task = push;
        if (task == null) {
            return;
        }
        try {
            Optional<Integer> status = task.await();
            if (status.isEmpty()) {
                warn("not pushed: the Pushgateway did not reply in time");
            } else if (!isSuccess(status.get())) {
                warn("not pushed: " + RECEIVER.refused(status.get()));
            }
        } catch (ExecutionException e) {
            warn("not pushed: "
                    + (e.getCause() instanceof IOException failure
                            ? RECEIVER.failed(failure)
                            : "the request could not be made"));
        }
    }

    private void warn(String text) {
        console.note(
                Level.WARNING,
                "The metrics of this publish were {0}",
                console.messages().composed(text));
    }
}
