package io.powerx.publish.cli;

import io.powerx.publish.config.LogFormat;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.Sources;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.secret.Redactor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs commands for a front end: configuration, account, debug log, and an error with a code whatever happens. */
public final class CommandRun {
    private final FrontEnd frontEnd;
    private final Console console;
    private boolean jsonOutput;

    /**
     * What a front end brings.
     *
     * @param name frontend of the contract: {@code cli} or {@code github-action}
     * @param hearing puts the front end's listener around the one that prints the account
     */
    public record FrontEnd(
            String name,
            Host host,
            Redactor redactor,
            Vocabulary vocabulary,
            Sources.ExplicitName explicitName,
            UnaryOperator<PublishListener> hearing,
            Results results) {}

    /**
     * How a command ended.
     *
     * @param error null where it was not ended by one
     * @param debugLog null where none was written
     */
    public record Outcome(
            int exitCode,
            @Nullable PublishException error,
            @Nullable Path debugLog) {}

    public CommandRun(FrontEnd frontEnd) {
        this(frontEnd, new Console(frontEnd.host(), frontEnd.redactor()));
    }

    CommandRun(FrontEnd frontEnd, Console console) {
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
     * @param settings what was given by name, which wins over the environment and files
     * @param extras the command's own options, as its help names them: {@code --publish-id}, {@code FILE}
     */
    public Outcome run(String name, Map<Setting, String> settings, Map<String, String> extras) {
        PxCommand command = all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        return run(command, List.of(name), settings, extras);
    }

    Outcome run(PxCommand command, List<String> arguments, Map<Setting, String> settings, Map<String, String> extras) {
        Host host = frontEnd.host();
        DebugLog debugLog = new DebugLog(host.clock(), frontEnd.redactor());
        JsonLog jsonLog = new JsonLog(host.clock(), console::raw);
        TextLog account = new TextLog(console, host.clock());
        boolean[] json = {LogFormat.JSON.wireName().equals(settings.get(Setting.LOG_FORMAT))};
        PublishListener listener =
                debugLog.and(frontEnd.hearing().apply(event -> (json[0] ? jsonLog : account).on(event)));
        try {
            Invocation invocation = Invocation.of(
                    new Invocation.Frontend(
                            frontEnd.name(),
                            host,
                            console,
                            frontEnd.redactor(),
                            frontEnd.vocabulary(),
                            frontEnd.explicitName(),
                            listener,
                            frontEnd.results()),
                    settings,
                    extras);
            json[0] = invocation.config().choice(Setting.LOG_FORMAT, LogFormat.class) == LogFormat.JSON;
            configure(invocation, json[0] ? jsonLog : null);
            debugLog.begin(arguments, invocation.config(), host.workingDirectory());
            frontEnd.results().configured(invocation.config(), invocation.folders(), ProjectFiles.output(invocation));
            return new Outcome(command.run(invocation), null, null);
        } catch (PublishException e) {
            jsonOutput |= settings.containsKey(Setting.JSON);
            if (json[0]) {
                jsonLog.failed(e);
            }
            return failed(e, debugLog, command.keepsDebugLog());
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            PublishException defect = PublishException.of(
                            ErrorCode.INTERNAL_ERROR, "run px-plugin " + command.name(), "found a defect: " + e)
                    .causedBy(e)
                    .build();
            return failed(defect, debugLog, true);
        }
    }

    /** Reports an error that came before any command began. */
    public Outcome refused(PublishException error) {
        return failed(error, null, false);
    }

    private void configure(Invocation invocation, @Nullable JsonLog jsonLog) {
        jsonOutput = invocation.json();
        Console.Verbosity verbosity = invocation.config().flag(Setting.QUIET)
                ? Console.Verbosity.QUIET
                : invocation.config().flag(Setting.VERBOSE) ? Console.Verbosity.VERBOSE : Console.Verbosity.NORMAL;
        boolean plain = invocation.config().flag(Setting.CI)
                || !frontEnd.host().environment().getOrDefault("CI", "").isBlank();
        console.configure(verbosity, plain, jsonLog);
        invocation.config().warnings().forEach(text -> console.note(PublishEvent.Note.Level.WARNING, text));
    }

    private Outcome failed(PublishException error, @Nullable DebugLog debugLog, boolean keep) {
        Path folder = frontEnd.host().workingDirectory();
        Path file = null;
        if (debugLog != null && (keep || error.code() == ErrorCode.INTERNAL_ERROR)) {
            try {
                file = debugLog.write(folder, error);
            } catch (IOException e) {
                console.note(
                        PublishEvent.Note.Level.WARNING,
                        DebugLog.FILE_NAME + " cannot be written to " + folder + ": " + e.getMessage());
            }
        }
        console.error(ErrorReport.text(error, frontEnd.vocabulary(), file, console.colours()));
        if (jsonOutput) {
            console.result(ErrorReport.json(error, frontEnd.vocabulary(), file));
        }
        return new Outcome(error.code().exitCode(), error, file);
    }

    static List<PxCommand> all() {
        return List.of(
                new PublishCommand(),
                new PrecheckCommand(),
                new PackCommand(),
                new VerifyCommand(),
                new StatusCommand(),
                new WaitCommand(),
                new WithdrawCommand(),
                new PauseReviewCommand(),
                new ConformanceCommand(),
                new SandboxCommand(),
                new ConfigCommand(),
                new VersionCommand());
    }
}
