package io.powerx.publish.cli.report;

import io.powerx.publish.cli.invocation.CommandFrontEnd;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.output.Console;
import io.powerx.publish.config.Setting;
import io.powerx.publish.crash.Crash;
import io.powerx.publish.crash.CrashReporter;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.ClientVersion;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.telemetry.EndDelay;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Reports a command that a defect of this program ended to Sentry, if SENTRY_DSN is set. All other failures are expected. */
public final class CommandCrash implements PublishListener, AutoCloseable {
    private final String command;
    private final CommandFrontEnd frontEnd;
    private final EndDelay delay;
    private final Console console;
    private final Map<Setting, String> explicit;
    private Optional<Invocation> known = Optional.empty();
    private volatile @Nullable String stage;
    private volatile @Nullable String requestId;
    private @Nullable BoundedTask<Optional<String>> report;

    private CommandCrash(
            String command, CommandFrontEnd frontEnd, EndDelay delay, Console console, Map<Setting, String> explicit) {
        this.command = command;
        this.frontEnd = frontEnd;
        this.delay = delay;
        this.console = console;
        this.explicit = explicit;
    }

    /**
     * @param explicit the settings that the user specified
     * @param delay that all reports on the command share
     */
    public static CommandCrash watch(
            PxCommand command,
            CommandFrontEnd frontEnd,
            Console console,
            Map<Setting, String> explicit,
            EndDelay delay) {
        return new CommandCrash(command.name(), frontEnd, delay, console, explicit);
    }

    @Override
    public void on(PublishEvent event) {
        if (event instanceof PublishEvent.StageStarted started) {
            stage = started.stage();
        } else if (event instanceof PublishEvent.RequestAttempt attempt) {
            requestId = attempt.requestId();
        }
    }

    /** Follows the complete configuration, now that it is known. */
    public void configured(Invocation invocation) {
        known = Optional.of(invocation);
    }

    /**
     * Begins to send the report, if there is something to report.
     *
     * @param error null if none ended the command
     */
    public void ended(@Nullable PublishException error) {
        if (error == null || error.code() != ErrorCode.INTERNAL_ERROR) {
            return;
        }
        Optional<Secret> dsn = Secret.ofNullable(
                frontEnd.host().environment().get(Setting.SENTRY_DSN.variables().get(0)));
        if (dsn.isEmpty()) {
            return;
        }
        Duration limit = delay.remaining();
        CrashReporter reporter = new CrashReporter(dsn.get(), http(), frontEnd.redactor(), limit);
        Crash crash = crash(error);
        report = BoundedTask.start("px-publish-crash", limit, () -> {
            String[] problem = {null};
            reporter.send(crash, text -> problem[0] = text);
            return Optional.ofNullable(problem[0]);
        });
    }

    /** The settings of the command; the defaults if they are invalid. */
    private HttpSettings http() {
        try {
            return known.or(() -> Invocation.early(frontEnd, console, explicit))
                    .map(invocation -> invocation.mapper().http())
                    .orElse(HttpSettings.DEFAULT);
        } catch (PublishException invalid) {
            return HttpSettings.DEFAULT;
        }
    }

    private Crash crash(PublishException error) {
        SortedMap<String, String> tags = new TreeMap<>();
        tags.put("command", command);
        tags.put("frontend", frontEnd.name());
        tags.put("error.code", error.code().wireName());
        String lastStage = stage;
        if (lastStage != null) {
            tags.put("stage", lastStage);
        }
        error.requestId().or(() -> Optional.ofNullable(requestId)).ifPresent(id -> tags.put("request_id", id));
        Throwable cause = error.getCause() == null ? error : error.getCause();
        return new Crash(cause, "px-publish@" + ClientVersion.current(), tags);
    }

    /** Waits until the report is sent, within the {@link EndDelay} of the command. */
    @Override
    public void close() {
        BoundedTask<Optional<String>> task = report;
        if (task == null) {
            return;
        }
        try {
            task.await().orElse(Optional.of("Sentry did not reply in time")).ifPresent(this::warn);
        } catch (ExecutionException e) {
            warn("it could not be made");
        }
    }

    private void warn(String problem) {
        console.note(Level.WARNING, "The report of this defect was not sent: {0}", problem);
    }
}
