package io.powerx.publish.cli;

import io.powerx.publish.cli.host.EnvironmentSecrets;
import io.powerx.publish.cli.host.Host;
import io.powerx.publish.cli.host.Interrupts;
import io.powerx.publish.cli.invocation.CommandFrontEnd;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.invocation.Results;
import io.powerx.publish.cli.output.Console;
import io.powerx.publish.cli.output.UserLanguage;
import io.powerx.publish.cli.text.ShellWord;
import io.powerx.publish.config.ConfigProblems;
import io.powerx.publish.config.LogFormat;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.http.ClientVersion;
import io.powerx.publish.json.Json;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.secret.Redactor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The command {@code px-plugin}. */
public final class PxPlugin {
    private static final int USAGE = ErrorCode.OPTION_INVALID.exitCode();
    private static final Pattern YES = Pattern.compile("(?i)\\s*(true|on|1)\\s*");

    private final Host host;
    private final Redactor redactor = new Redactor();
    private final Console console;
    private final CommandRun run;

    public PxPlugin(Host host) {
        this.host = host;
        this.console = new Console(host, redactor);
        this.run = new CommandRun(
                new CommandFrontEnd(
                        "cli",
                        host,
                        redactor,
                        Vocabulary.shell(ShellWord.quoted(host.program())),
                        setting -> "--" + setting.id(),
                        UnaryOperator.identity(),
                        Results.NONE),
                console);
    }

    /** The commands with their options and help texts, for generated documentation; percent signs in texts are doubled. */
    public static CommandSpec commands() {
        return Grammar.root(CommandRun.all(), MessageCatalog.ENGLISH);
    }

    public static void main(String[] arguments) {
        PxPlugin plugin = new PxPlugin(Host.system());
        Interrupts interrupts = Interrupts.watch(Thread.currentThread(), plugin.run::abandoned);
        int exitCode = ErrorCode.INTERNAL_ERROR.exitCode();
        try {
            exitCode = plugin.run(arguments);
        } finally {
            interrupts.finished(exitCode);
        }
        System.exit(exitCode);
    }

    /**
     * Runs one command line.
     *
     * @return the exit code
     */
    public int run(String... arguments) {
        if (arguments.length == 1
                && !wantsJson(arguments)
                && (arguments[0].equals("--version") || arguments[0].equals("-V"))) {
            console.result("px-plugin " + ClientVersion.current());
            return 0;
        }
        EnvironmentSecrets.of(host).forEach(redactor::add);
        console.speak(UserLanguage.of(host, arguments));
        run.expect(wantsJson(arguments), wantsPlain(arguments), wantsJsonLog(arguments));
        try {
            return parseAndRun(CommandLineSecrets.refuse(host, redactor, arguments), arguments);
        } catch (ParameterException e) {
            return run.refused(misuse(e), calledCommand(e)).exitCode();
        } catch (PublishException e) {
            return run.refused(e, "").exitCode();
        } catch (RuntimeException | Error e) {
            return run.broken(PublishException.defect("run px-plugin", e)).exitCode();
        }
    }

    private int parseAndRun(Map<Setting, PublishException> refused, String... arguments) {
        CommandLine parser = Grammar.parser(Grammar.root(CommandRun.all(), console.messages()), false);
        ParseResult result = parser.parseArgs(arguments);
        ParseResult innermost = result;
        while (innermost.hasSubcommand()) {
            innermost = innermost.subcommand();
        }
        CommandLine called = innermost.commandSpec().commandLine();
        if (innermost.isVersionHelpRequested()) {
            console.result(
                    wantsJson(arguments)
                            ? Json.writePretty(VersionCommand.facts())
                            : "px-plugin " + ClientVersion.current());
            return 0;
        }
        if (innermost.isUsageHelpRequested()) {
            String name = called.getParent() == null ? "" : called.getCommandName();
            console.result(wantsJson(arguments) ? HelpText.json(name) : HelpText.of(name, host, console.messages()));
            return 0;
        }
        if (!(innermost.commandSpec().userObject() instanceof PxCommand command)) {
            if (wantsJson(arguments)) {
                throw PublishException.of(ErrorCode.OPTION_INVALID, "run px-plugin", "there is no command");
            }
            console.error(HelpText.of("", host, console.messages()));
            return USAGE;
        }
        Grammar.requireValues(result);
        if (!command.reportsInvalidSettings()) {
            ConfigProblems.requireNone(List.copyOf(refused.values()));
        }
        Map<Setting, String> settings = Grammar.settings(result);
        settings.keySet().removeAll(refused.keySet());
        return run.run(command, Arrays.asList(arguments), settings, Grammar.extras(innermost, command), refused)
                .exitCode();
    }

    /** Whether the user asks for JSON. The command line and the configuration may both be invalid, so neither is parsed. */
    private boolean wantsJson(String... arguments) {
        return asks(Setting.JSON, arguments) || asks(Setting.CI, arguments);
    }

    private boolean asks(Setting flag, String... arguments) {
        return List.of(arguments).contains("--" + flag.id())
                || flag.variables().stream()
                        .map(variable -> host.environment().getOrDefault(variable, ""))
                        .anyMatch(YES.asMatchPredicate());
    }

    /** Whether lines must be neither colored nor wrapped; as {@link #wantsJson}, whatever else the command line has. */
    private boolean wantsPlain(String... arguments) {
        return asks(Setting.CI, arguments)
                || !host.environment().getOrDefault("CI", "").isBlank();
    }

    /** Whether the log is JSON; as {@link #wantsJson}, whatever else the command line has. */
    private boolean wantsJsonLog(String... arguments) {
        String option = "--" + Setting.LOG_FORMAT.id();
        List<String> all = List.of(arguments);
        int at = all.indexOf(option);
        String json = LogFormat.JSON.wireName();
        return all.contains(option + "=" + json)
                || (at >= 0 && at + 1 < all.size() && all.get(at + 1).equals(json))
                || (at < 0
                        && Setting.LOG_FORMAT.variables().stream()
                                .anyMatch(variable ->
                                        json.equals(host.environment().get(variable))));
    }

    private static PublishException misuse(ParameterException e) {
        return PublishException.of(ErrorCode.OPTION_INVALID, "read the command line", MisuseText.of(e))
                .advice(MisuseText.advice(e).orElse(null));
    }

    /** Blank for the command line without a command. */
    private static String calledCommand(ParameterException e) {
        CommandLine called = e.getCommandLine();
        return called.getParent() == null ? "" : called.getCommandName();
    }
}
