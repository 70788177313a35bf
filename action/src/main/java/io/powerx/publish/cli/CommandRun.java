package io.powerx.publish.cli;

import io.powerx.publish.cli.host.Host;
import io.powerx.publish.cli.invocation.CommandFrontEnd;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.ProjectFiles;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.marketplace.ConformanceCommand;
import io.powerx.publish.cli.marketplace.SandboxCommand;
import io.powerx.publish.cli.output.Console;
import io.powerx.publish.cli.output.JsonLog;
import io.powerx.publish.cli.output.TextLog;
import io.powerx.publish.cli.output.UserLanguage;
import io.powerx.publish.cli.plugin.DiffCommand;
import io.powerx.publish.cli.plugin.NotesCommand;
import io.powerx.publish.cli.plugin.PackCommand;
import io.powerx.publish.cli.plugin.PrecheckCommand;
import io.powerx.publish.cli.plugin.VerifyCommand;
import io.powerx.publish.cli.publish.PublishCommand;
import io.powerx.publish.cli.records.AuditCommand;
import io.powerx.publish.cli.records.CollectorCommand;
import io.powerx.publish.cli.records.TelemetryCommand;
import io.powerx.publish.cli.report.CommandAudit;
import io.powerx.publish.cli.report.CommandCrash;
import io.powerx.publish.cli.report.CommandMetrics;
import io.powerx.publish.cli.report.CommandOtel;
import io.powerx.publish.cli.report.CommandTelemetry;
import io.powerx.publish.cli.review.PauseReviewCommand;
import io.powerx.publish.cli.review.StatusCommand;
import io.powerx.publish.cli.review.WaitCommand;
import io.powerx.publish.cli.review.WithdrawCommand;
import io.powerx.publish.cli.setup.ConfigCommand;
import io.powerx.publish.cli.setup.DoctorCommand;
import io.powerx.publish.cli.setup.InitCommand;
import io.powerx.publish.cli.text.ErrorReport;
import io.powerx.publish.config.Language;
import io.powerx.publish.config.LogFormat;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.DebugLog;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.ClientVersion;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.telemetry.EndDelay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Runs commands for a front end: resolves the configuration, sets up the logs, and turns every failure into an error with a code. */
public final class CommandRun {
    private final CommandFrontEnd frontEnd;
    private final Console console;
    private volatile boolean jsonOutput;
    /** The log of errors before the configuration is known; null for text. */
    private @Nullable JsonLog early;
    /** That of the receipt, which has to be writable anyway; null if it is not known yet. */
    private @Nullable Path debugFolder;

    /**
     * The outcome of a command.
     *
     * @param error null if none ended the command
     * @param debugLog null if none was written
     */
    public record Outcome(
            int exitCode,
            @Nullable PublishException error,
            @Nullable Path debugLog) {}

    public CommandRun(CommandFrontEnd frontEnd) {
        this(frontEnd, new Console(frontEnd.host(), frontEnd.redactor()));
    }

    CommandRun(CommandFrontEnd frontEnd, Console console) {
        this.frontEnd = frontEnd;
        this.console = console;
    }

    /** The names of all commands. */
    public static List<String> names() {
        return all().stream().map(PxCommand::name).toList();
    }

    /**
     * Runs a command.
     *
     * @param name one of {@link #names}
     * @param settings the settings that the user specified, which override the environment and files
     * @param extras the options of this command alone, such as {@code --publish-id} and {@code FILE}
     */
    public Outcome run(String name, Map<Setting, String> settings, Map<String, String> extras) {
        return run(command(name).orElseThrow(), List.of(name), settings, extras, Map.of());
    }

    private static Optional<PxCommand> command(String name) {
        return all().stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** @param refused as in {@link Invocation#of}; not among the settings */
    Outcome run(
            PxCommand command,
            List<String> arguments,
            Map<Setting, String> settings,
            Map<String, String> extras,
            Map<Setting, PublishException> refused) {
        CommandFrontEnd called = frontEnd.forCommand(command.name()).connecting(settings);
        console.speak(UserLanguage.of(called.host(), settings));
        CommandAudit audit = CommandAudit.begin(command, called, console, settings, extras);
        EndDelay delay = new EndDelay(frontEnd.host().reportLimit());
        Outcome known = null;
        // Closed in reverse order, so that all that is sent at the end is waited for together.
        try (CommandMetrics metrics = CommandMetrics.begin(command, called, console, settings, delay);
                CommandOtel otel = CommandOtel.begin(command, called, console, settings, delay);
                CommandCrash crash = CommandCrash.watch(command, called, console, settings, delay);
                CommandTelemetry telemetry = CommandTelemetry.begin(command, called, console, settings, delay)) {
            Outcome outcome = run(
                    command,
                    called.forRun(
                            audit.and(otel).and(crash),
                            audit.observing(telemetry.observing(called.results())),
                            telemetry.run(),
                            otel.trace()),
                    invocation -> {
                        telemetry.configured(invocation);
                        audit.configured(invocation);
                        metrics.configured(invocation);
                        otel.configured(invocation);
                        crash.configured(invocation);
                    },
                    telemetry,
                    arguments,
                    settings,
                    extras,
                    refused);
            known = outcome;
            try {
                // Sent while the audit log waits for the disk.
                otel.ended(telemetry.runs(), outcome.error());
                metrics.ended(telemetry.runs());
                crash.ended(outcome.error());
            } finally {
                audit.ended(outcome.error());
            }
            return outcome;
        } catch (RuntimeException | Error e) {
            if (known != null) {
                // What was done does not depend on the reports.
                console.note(PublishEvent.Note.Level.WARNING, "The reports on this run are incomplete: {0}", reason(e));
                return known;
            }
            PublishException defect = PublishException.defect("run px-plugin " + command.name(), e);
            audit.ended(defect);
            try (CommandCrash crash = CommandCrash.watch(command, called, console, settings, delay)) {
                crash.ended(defect);
                return broken(defect);
            }
        }
    }

    private static String reason(Throwable defect) {
        return PublishException.defect("", defect).found();
    }

    private Outcome run(
            PxCommand command,
            CommandFrontEnd running,
            Consumer<Invocation> configured,
            CommandTelemetry telemetry,
            List<String> arguments,
            Map<Setting, String> settings,
            Map<String, String> extras,
            Map<Setting, PublishException> refused) {
        Host host = running.host();
        DebugLog debugLog = new DebugLog(host.clock(), running.redactor());
        JsonLog jsonLog = new JsonLog(host.clock(), console::raw);
        TextLog textLog = new TextLog(console, host.clock());
        boolean[] json = {LogFormat.JSON.wireName().equals(settings.get(Setting.LOG_FORMAT))};
        if (json[0]) {
            console.configure(Console.Verbosity.NORMAL, true, !jsonOutput, jsonLog);
        }
        PublishListener listener =
                debugLog.and(running.listening().apply(event -> (json[0] ? jsonLog : textLog).on(event)));
        try {
            Invocation invocation = Invocation.of(running, console, listener, settings, extras, command, refused);
            configured.accept(invocation);
            json[0] = invocation.config().choice(Setting.LOG_FORMAT, LogFormat.class) == LogFormat.JSON;
            configure(invocation, json[0] ? jsonLog : null);
            debugLog.begin(
                    "px-plugin " + ClientVersion.current(),
                    "arguments " + arguments + " in " + host.workingDirectory(),
                    invocation.config().lines(invocation.folders()));
            debugFolder = invocation.receipt().getParent();
            running.results()
                    .configured(
                            invocation.folders(),
                            ProjectFiles.output(invocation),
                            new PublishOptions.Outputs(
                                    invocation.receipt(),
                                    invocation.mapper().outputs().journals()));
            return new Outcome(command.run(invocation), null, null);
        } catch (PublishException e) {
            telemetry.failed(e);
            if (json[0]) {
                jsonLog.failed(e);
            }
            return failed(e, running.vocabulary(), command.keepsDebugLog() ? debugLog : null);
        } catch (RuntimeException | Error e) {
            PublishException defect = PublishException.defect("run px-plugin " + command.name(), e);
            telemetry.failed(defect);
            if (json[0]) {
                jsonLog.failed(defect);
            }
            return failed(defect, running.vocabulary(), debugLog);
        }
    }

    /**
     * Reports an error that occurred before a command began.
     *
     * @param command the command that was called; blank if it is not known
     */
    public Outcome refused(PublishException error, String command) {
        command(command).ifPresent(refused -> {
            EndDelay delay = new EndDelay(frontEnd.host().reportLimit());
            CommandAudit.begin(refused, frontEnd.forCommand(command), console, Map.of(), Map.of())
                    .ended(error);
            try (CommandMetrics metrics =
                            CommandMetrics.begin(refused, frontEnd.forCommand(command), console, Map.of(), delay);
                    CommandOtel otel =
                            CommandOtel.begin(refused, frontEnd.forCommand(command), console, Map.of(), delay);
                    CommandTelemetry telemetry =
                            CommandTelemetry.begin(refused, frontEnd.forCommand(command), console, Map.of(), delay)) {
                telemetry.failed(error);
                metrics.ended(telemetry.runs());
                otel.ended(telemetry.runs(), error);
            }
        });
        if (early != null) {
            early.failed(error);
        }
        return failed(error, frontEnd.forCommand(command).vocabulary(), null);
    }

    /** Reports a defect outside of a command. */
    Outcome broken(PublishException defect) {
        if (early != null) {
            early.failed(defect);
        }
        return failed(
                defect, frontEnd.vocabulary(), new DebugLog(frontEnd.host().clock(), frontEnd.redactor()));
    }

    /** Reports that the command did not end in time after a signal. Called while it is still running. */
    void abandoned() {
        PublishException error = PublishException.of(
                ErrorCode.INTERRUPTED, "stop the command", "it had not ended a few seconds after the signal");
        if (jsonOutput) {
            console.lastResult(ErrorReport.json(error, frontEnd.vocabulary(), null));
        }
        console.error(ErrorReport.text(
                error, frontEnd.vocabulary(), null, console.colors(), console::hasShown, console.messages()));
    }

    /**
     * Sets how errors are shown before the configuration is known.
     *
     * @param json whether they are a JSON document on standard output as well
     * @param plain whether lines must be neither colored nor wrapped
     * @param jsonLog whether the log is JSON
     */
    void expect(boolean json, boolean plain, boolean jsonLog) {
        jsonOutput = json;
        early = jsonLog ? new JsonLog(frontEnd.host().clock(), console::raw) : null;
        console.configure(Console.Verbosity.NORMAL, plain, !json, early);
    }

    private void configure(Invocation invocation, @Nullable JsonLog jsonLog) {
        jsonOutput = invocation.json();
        Console.Verbosity verbosity = invocation.config().flag(Setting.QUIET)
                ? Console.Verbosity.QUIET
                : invocation.config().flag(Setting.VERBOSE) ? Console.Verbosity.VERBOSE : Console.Verbosity.NORMAL;
        boolean plain = invocation.config().flag(Setting.CI)
                || !frontEnd.host().environment().getOrDefault("CI", "").isBlank();
        if (jsonLog != null) {
            jsonLog.configure(verbosity);
        }
        console.configure(verbosity, plain, !jsonOutput, jsonLog);
        if (invocation.config().has(Setting.LANG)) {
            console.speak(UserLanguage.of(
                    invocation.host(), Optional.of(invocation.config().choice(Setting.LANG, Language.class))));
        }
        invocation.config().warnings().forEach(text -> console.note(PublishEvent.Note.Level.WARNING, text));
    }

    private Outcome failed(PublishException error, Vocabulary vocabulary, @Nullable DebugLog debugLog) {
        Path file = debugLog == null ? null : written(debugLog, error);
        console.error(
                ErrorReport.text(error, vocabulary, file, console.colors(), console::hasShown, console.messages()));
        if (jsonOutput && !console.answered()) {
            console.result(ErrorReport.json(error, vocabulary, file));
        }
        return new Outcome(error.code().exitCode(), error, file);
    }

    private @Nullable Path written(DebugLog debugLog, PublishException error) {
        Path chosen = debugFolder;
        Path folder = chosen != null && Files.isWritable(chosen)
                ? chosen
                : frontEnd.host().workingDirectory();
        try {
            return debugLog.write(folder, error);
        } catch (IOException e) {
            console.note(
                    PublishEvent.Note.Level.WARNING,
                    "{0} cannot be written to {1}: {2}",
                    DebugLog.FILE_NAME,
                    folder,
                    IoFailure.reason(e));
            return null;
        }
    }

    static List<PxCommand> all() {
        return List.of(
                new PublishCommand(),
                new PrecheckCommand(),
                new NotesCommand(),
                new PackCommand(),
                new VerifyCommand(),
                new DiffCommand(),
                new StatusCommand(),
                new WaitCommand(),
                new WithdrawCommand(),
                new PauseReviewCommand(),
                new ConformanceCommand(),
                new SandboxCommand(),
                new CollectorCommand(),
                new ConfigCommand(),
                new InitCommand(),
                new DoctorCommand(),
                new AuditCommand(),
                new TelemetryCommand(),
                new ExplainCommand(),
                new CompletionCommand(),
                new HelpCommand(),
                new VersionCommand());
    }
}
