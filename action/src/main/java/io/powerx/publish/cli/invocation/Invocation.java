package io.powerx.publish.cli.invocation;

import io.powerx.publish.cli.host.Host;
import io.powerx.publish.cli.output.Console;
import io.powerx.publish.config.ConfigResolver;
import io.powerx.publish.config.Folders;
import io.powerx.publish.config.InvalidChoice;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.Sources;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.event.RedactingListener;
import io.powerx.publish.http.Timing;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.options.LocalEnvironment;
import io.powerx.publish.options.PublishOptionsMapper;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.telemetry.RunTelemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run of a command with its resolved configuration and its console. */
public final class Invocation {
    private static final String SANDBOX_RECEIPT = "publish-receipt.sandbox.json";

    private final CommandFrontEnd frontEnd;
    private final Console console;
    private final PublishListener listener;
    private final Map<String, String> extras;
    private final CommandSources sources;
    private final Resolver resolver;
    private final ResolvedConfig config;

    /** Resolves the configuration, and decides which problems it may have. */
    private interface Resolver extends Function<Sources, ResolvedConfig> {}

    private Invocation(
            CommandFrontEnd frontEnd,
            Console console,
            PublishListener listener,
            Map<String, String> extras,
            CommandSources sources,
            Resolver resolver) {
        this.frontEnd = frontEnd;
        this.console = console;
        this.listener = listener;
        this.extras = extras;
        this.sources = sources;
        this.resolver = resolver;
        this.config = resolver.apply(sources.sources());
        config.secrets(sources.folders()).forEach(frontEnd.redactor()::add);
    }

    /**
     * Resolves the configuration and registers its secrets with the redactor.
     *
     * @param listener receives the events of a publish, redacted
     * @param explicit the settings that the user specified
     * @param extras the options and arguments that only this command has
     * @param command decides which problems the configuration may have
     * @param refused options that are refused, although their values are valid
     */
    public static Invocation of(
            CommandFrontEnd frontEnd,
            Console console,
            PublishListener listener,
            Map<Setting, String> explicit,
            Map<String, String> extras,
            PxCommand command,
            Map<Setting, PublishException> refused) {
        Resolver resolver = resolver(command);
        return new Invocation(
                frontEnd, console, listener, extras, CommandSources.of(frontEnd, explicit), sources -> resolver.apply(
                                sources)
                        .refusing(refused));
    }

    private static Resolver resolver(PxCommand command) {
        if (command.reportsInvalidSettings()) {
            return ConfigResolver::resolveWithAllProblems;
        }
        return command.reportsInvalidProject() ? ConfigResolver::resolveWithProblems : ConfigResolver::resolve;
    }

    /** A run configured without the project's files, which may be what is wrong; empty if the rest is invalid. */
    public static Optional<Invocation> early(CommandFrontEnd frontEnd, Console console, Map<Setting, String> explicit) {
        try {
            CommandSources sources = CommandSources.withoutProject(frontEnd, explicit);
            return Optional.of(new Invocation(
                    frontEnd, console, PublishListener.NONE, Map.of(), sources, ConfigResolver::resolve));
        } catch (PublishException invalid) {
            return Optional.empty();
        }
    }

    /** Like {@link #early(CommandFrontEnd, Console, Map)}; if what the user specified is invalid, only with the needed settings. */
    public static Optional<Invocation> early(
            CommandFrontEnd frontEnd, Console console, Map<Setting, String> explicit, List<Setting> needed) {
        return early(frontEnd, console, explicit).or(() -> {
            Map<Setting, String> alone = new EnumMap<>(Setting.class);
            alone.putAll(explicit);
            alone.keySet().retainAll(needed);
            return early(frontEnd, console, alone);
        });
    }

    /**
     * This run with other values, as if the user had specified them, and without the servers and keys of the environment, so that a sandbox
     * never receives the tokens of a real Marketplace.
     */
    public Invocation apart(Map<Setting, String> values) {
        return with(sources.apart(values), reportingProject());
    }

    /** This run for one of several targets. */
    public Invocation forTarget(String name) {
        return with(sources.with(Map.of(Setting.TARGET, name)), reportingProject());
    }

    /** This run with other values, as if the user had specified them, and with files read again. */
    public Invocation with(Map<Setting, String> values) {
        return with(sources.with(values), ConfigResolver::resolve);
    }

    /** The caller has reported the problems of the project, or will. */
    private Resolver reportingProject() {
        return config.problems().isEmpty() ? ConfigResolver::resolveWithProblems : resolver;
    }

    private Invocation with(CommandSources changed, Resolver other) {
        return new Invocation(frontEnd, console, listener, extras, changed, other);
    }

    public Host host() {
        return frontEnd.host();
    }

    /** The host's clock, with real sleep and randomness. */
    public Timing timing() {
        return new Timing(host().clock(), Timing.SYSTEM.sleeper(), Timing.SYSTEM.jitter());
    }

    public Console console() {
        return console;
    }

    /** The texts in the user's language, for what is printed as text. */
    public MessageCatalog messages() {
        return console.messages();
    }

    public Redactor redactor() {
        return frontEnd.redactor();
    }

    public Vocabulary vocabulary() {
        return frontEnd.vocabulary();
    }

    public PublishListener listener() {
        return listener;
    }

    public Results results() {
        return frontEnd.results();
    }

    /** Maps the settings to the options of a publish. */
    public PublishOptionsMapper mapper() {
        return new PublishOptionsMapper(
                config,
                new LocalEnvironment(
                        config,
                        folders(),
                        redactor(),
                        host().environment(),
                        client(),
                        frontEnd.trace(),
                        new RedactingListener(redactor(), vocabulary(), listener)));
    }

    public Client client() {
        return CommandFrontEnd.client(frontEnd.name());
    }

    /** The telemetry of this run. */
    public RunTelemetry telemetry() {
        return frontEnd.telemetry();
    }

    public ResolvedConfig config() {
        return config;
    }

    public Folders folders() {
        return sources.folders();
    }

    public Path project() {
        return folders().project();
    }

    /** The configuration file that the user specified, relative to the project; null for the default ones. */
    @Nullable
    String projectFile() {
        return sources.sources().projectFile();
    }

    /** The receipt of a sandbox has a different name, so that it does not replace the receipt of a real publish. */
    public Path receipt() {
        return config.flag(Setting.SANDBOX) && !config.isChosen(Setting.RECEIPT)
                ? host().workingDirectory().resolve(SANDBOX_RECEIPT)
                : config.path(Setting.RECEIPT, folders()).orElseThrow();
    }

    /** Whether the folder has only the receipt of a publish to a sandbox, which the user did not ask for. */
    public boolean missesSandbox() {
        return !config.flag(Setting.SANDBOX)
                && !config.isChosen(Setting.RECEIPT)
                && !Files.exists(receipt())
                && Files.exists(host().workingDirectory().resolve(SANDBOX_RECEIPT));
    }

    public boolean json() {
        return config.flag(Setting.JSON) || config.flag(Setting.CI);
    }

    public boolean given(Setting setting) {
        return sources.sources().explicit().containsKey(setting);
    }

    public Optional<String> extra(String name) {
        return Optional.ofNullable(extras.get(name));
    }

    /**
     * The value of an option or argument that has choices; empty if the user specified none.
     *
     * @throws PublishException {@link ErrorCode#OPTION_INVALID} if it is any other
     */
    public Optional<String> choice(PxCommand.Extra extra) {
        Optional<String> value = extra(extra.name());
        value.filter(text -> !extra.choices().contains(text)).ifPresent(text -> {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "read the command line",
                    extra.name() + " " + InvalidChoice.describe(text, extra.choices()));
        });
        return value;
    }
}
