package io.powerx.publish.cli;

import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.ClientVersion;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command {@code px-plugin}. */
public final class PxPlugin {
    private static final int USAGE = ErrorCode.OPTION_INVALID.exitCode();
    private static final int SHOWN = 200;

    private final Host host;
    private final Redactor redactor = new Redactor();
    private final Console console;
    private final Vocabulary vocabulary = Vocabulary.SHELL;
    private boolean jsonOutput;

    public PxPlugin(Host host) {
        this.host = host;
        this.console = new Console(host, redactor);
    }

    public static void main(String[] arguments) {
        Interrupts interrupts = Interrupts.watch(Thread.currentThread());
        int exitCode = new PxPlugin(Host.system()).run(arguments);
        interrupts.finished();
        System.exit(exitCode);
    }

    /**
     * Runs one command line.
     *
     * @return the exit code
     */
    public int run(String... arguments) {
        if (arguments.length == 1 && (arguments[0].equals("--version") || arguments[0].equals("-V"))) {
            console.result("px-plugin " + ClientVersion.current());
            return 0;
        }
        Invocation.hideSecrets(host.environment(), redactor);
        try {
            CommandLineSecrets.refuse(arguments);
            return parseAndRun(arguments);
        } catch (ParameterException e) {
            return misused(e);
        } catch (PublishException e) {
            return failed(e, null, false);
        }
    }

    private int parseAndRun(String... arguments) {
        CommandLine parser = Grammar.parser(Grammar.root(commands()), host.terminal());
        ParseResult result = parser.parseArgs(arguments);
        ParseResult innermost = result;
        while (innermost.hasSubcommand()) {
            innermost = innermost.subcommand();
        }
        CommandLine called = innermost.commandSpec().commandLine();
        if (innermost.isVersionHelpRequested()) {
            console.result("px-plugin " + ClientVersion.current());
            return 0;
        }
        if (innermost.isUsageHelpRequested()) {
            console.result(called.getUsageMessage());
            return 0;
        }
        if (!(innermost.commandSpec().userObject() instanceof PxCommand command)) {
            console.error(called.getUsageMessage());
            return USAGE;
        }
        return run(command, arguments, Grammar.settings(result), Grammar.extras(innermost, command));
    }

    private int run(PxCommand command, String[] arguments, Map<Setting, String> settings, Map<String, String> extras) {
        DebugLog debugLog = new DebugLog(host.clock(), redactor);
        JsonLog jsonLog = new JsonLog(host.clock(), console::raw);
        Account account = new Account(console, host.clock());
        boolean[] json = {"json".equals(settings.get(Setting.LOG_FORMAT))};
        PublishListener listener = debugLog.and(event -> (json[0] ? jsonLog : account).on(event));
        try {
            Invocation invocation = Invocation.of(
                    new Invocation.Frontend(
                            "cli", host, console, redactor, vocabulary, setting -> "--" + setting.id(), listener),
                    settings,
                    extras);
            json[0] = invocation.config().requiredText(Setting.LOG_FORMAT).equals("json");
            configure(invocation, json[0] ? jsonLog : null);
            debugLog.begin(Arrays.asList(arguments), invocation.config(), host.workingDirectory());
            return command.run(invocation);
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

    private void configure(Invocation invocation, @Nullable JsonLog jsonLog) {
        jsonOutput = invocation.json();
        Console.Verbosity verbosity = invocation.config().flag(Setting.QUIET)
                ? Console.Verbosity.QUIET
                : invocation.config().flag(Setting.VERBOSE) ? Console.Verbosity.VERBOSE : Console.Verbosity.NORMAL;
        boolean plain = invocation.config().flag(Setting.CI)
                || !host.environment().getOrDefault("CI", "").isBlank();
        console.configure(verbosity, plain, jsonLog);
        invocation.config().warnings().forEach(text -> console.note(PublishEvent.Note.Level.WARNING, text));
    }

    private int failed(PublishException error, @Nullable DebugLog debugLog, boolean keep) {
        Path file = null;
        if (debugLog != null && (keep || error.code() == ErrorCode.INTERNAL_ERROR)) {
            try {
                file = debugLog.write(host.workingDirectory(), error);
            } catch (IOException e) {
                console.note(
                        PublishEvent.Note.Level.WARNING,
                        DebugLog.FILE_NAME + " cannot be written to " + host.workingDirectory() + ": "
                                + e.getMessage());
            }
        }
        console.error(ErrorReport.text(error, vocabulary, file, console.colours()));
        if (jsonOutput) {
            console.result(ErrorReport.json(error, vocabulary, file));
        }
        return error.code().exitCode();
    }

    private int misused(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        console.error(Style.red(host.terminal(), "error") + " [" + ErrorCode.OPTION_INVALID.wireName() + "] "
                + ForeignText.oneLine(MisuseText.of(e), SHOWN * 2));
        console.error("  remedy   " + command + " --help lists the options");
        return USAGE;
    }

    private static List<PxCommand> commands() {
        return List.of(
                new PublishCommand(),
                new PrecheckCommand(),
                new PackCommand(),
                new VerifyCommand(),
                new StatusCommand(),
                new WaitCommand(),
                new WithdrawCommand(),
                new PauseReviewCommand(),
                new SandboxCommand(),
                new ConfigCommand(),
                new VersionCommand());
    }
}
