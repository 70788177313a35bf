package io.powerx.publish.cli.invocation;

import io.powerx.publish.cli.host.Host;
import io.powerx.publish.cli.host.UserHome;
import io.powerx.publish.cli.output.Console;
import io.powerx.publish.config.ConfigResolver;
import io.powerx.publish.config.FileSource;
import io.powerx.publish.config.FolderFiles;
import io.powerx.publish.config.Folders;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.Sources;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.event.RedactingListener;
import io.powerx.publish.git.GitCheckout;
import io.powerx.publish.http.Timing;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.options.LocalEnvironment;
import io.powerx.publish.options.PublishOptionsMapper;
import io.powerx.publish.plugin.PluginManifest;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.telemetry.RunTelemetry;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run of a command with its resolved configuration and its console. */
public final class Invocation {
    private static final String SANDBOX_RECEIPT = "publish-receipt.sandbox.json";

    private final CommandFrontEnd frontEnd;
    private final Console console;
    private final PublishListener listener;
    private final Map<Setting, String> explicit;
    private final Map<String, String> extras;
    private final ResolvedConfig config;
    private final Folders folders;
    private final Sources sources;

    private Invocation(
            CommandFrontEnd frontEnd,
            Console console,
            PublishListener listener,
            Map<Setting, String> explicit,
            Map<String, String> extras,
            ResolvedConfig config,
            Folders folders,
            Sources sources) {
        this.frontEnd = frontEnd;
        this.console = console;
        this.listener = listener;
        this.explicit = explicit;
        this.extras = extras;
        this.config = config;
        this.folders = folders;
        this.sources = sources;
    }

    /**
     * Resolves the configuration and registers its secrets with the redactor.
     *
     * @param listener receives the events of a publish, redacted
     * @param explicit the settings that the user specified
     * @param extras the options of this command alone
     * @param reportsProblems whether the configuration may have problems in the project's files, which the command reports
     */
    public static Invocation of(
            CommandFrontEnd frontEnd,
            Console console,
            PublishListener listener,
            Map<Setting, String> explicit,
            Map<String, String> extras,
            boolean reportsProblems) {
        Path project = projectFolder(frontEnd.host(), explicit);
        return of(
                frontEnd,
                console,
                listener,
                explicit,
                extras,
                frontEnd.host().environment(),
                new FolderFiles(project),
                projectFile(frontEnd.host(), explicit, project),
                reportsProblems);
    }

    /** Like {@link #of}, without what the files of the project say, which define the targets as well. */
    private static Invocation withoutProject(
            CommandFrontEnd frontEnd, Console console, PublishListener listener, Map<Setting, String> explicit) {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        given.putAll(explicit);
        given.remove(Setting.TARGET);
        Map<String, String> environment = new HashMap<>(frontEnd.host().environment());
        environment.keySet().removeAll(Setting.TARGET.variables());
        return of(frontEnd, console, listener, given, Map.of(), environment, FileSource.NONE, null, false);
    }

    /** What options, variables and the user's file say; empty if they are invalid. The project's files may be what is wrong. */
    public static Optional<Invocation> early(CommandFrontEnd frontEnd, Console console, Map<Setting, String> explicit) {
        try {
            return Optional.of(withoutProject(frontEnd, console, PublishListener.NONE, explicit));
        } catch (PublishException invalid) {
            return Optional.empty();
        }
    }

    /** Like {@link #early}; if what the user specified is invalid, with these settings alone. */
    public static Optional<Invocation> early(
            CommandFrontEnd frontEnd, Console console, Map<Setting, String> explicit, List<Setting> needed) {
        return early(frontEnd, console, explicit).or(() -> {
            Map<Setting, String> alone = new EnumMap<>(Setting.class);
            alone.putAll(explicit);
            alone.keySet().retainAll(needed);
            return early(frontEnd, console, alone);
        });
    }

    private static Invocation of(
            CommandFrontEnd frontEnd,
            Console console,
            PublishListener listener,
            Map<Setting, String> explicit,
            Map<String, String> extras,
            Map<String, String> environment,
            FileSource projectFiles,
            @Nullable String projectFile,
            boolean reportsProblems) {
        Host host = frontEnd.host();
        Path project = projectFolder(host, explicit);
        Path home = host.home();
        Sources sources = new Sources(
                explicit,
                frontEnd.explicitName(),
                environment,
                projectFiles,
                projectFile,
                userFiles(home, project),
                Map.of());
        ResolvedConfig config =
                reportsProblems ? ConfigResolver.resolveWithProblems(sources) : ConfigResolver.resolve(sources);
        Folders folders = new Folders(host.workingDirectory(), project, home);
        config.secrets(folders).forEach(frontEnd.redactor()::add);
        return new Invocation(frontEnd, console, listener, explicit, extras, config, folders, sources);
    }

    /**
     * This run with other values, as if the user had specified them, and without the servers and keys of the environment, so that a sandbox
     * never receives the tokens of a real Marketplace.
     */
    public Invocation apart(Map<Setting, String> values) {
        Map<Setting, String> given = new EnumMap<>(explicit);
        given.putAll(values);
        Map<String, String> environment = new HashMap<>(frontEnd.host().environment());
        environment.keySet().removeIf(Invocation::concernsServers);
        Sources sources = new Sources(
                given,
                setting -> values.containsKey(setting)
                        ? "--sandbox"
                        : frontEnd.explicitName().of(setting),
                environment,
                new FolderFiles(folders.project()),
                projectFile(frontEnd.host(), explicit, folders.project()),
                FileSource.NONE,
                Map.of());
        ResolvedConfig changed = ConfigResolver.resolveWithProblems(sources);
        changed.secrets(folders).forEach(frontEnd.redactor()::add);
        return new Invocation(frontEnd, console, listener, given, extras, changed, folders, sources);
    }

    /** This run for one of several targets. */
    public Invocation forTarget(String name) {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        given.putAll(sources.explicit());
        given.put(Setting.TARGET, name);
        Sources ofTarget = new Sources(
                given,
                sources.explicitName(),
                sources.environment(),
                sources.project(),
                sources.projectFile(),
                sources.home(),
                sources.global());
        ResolvedConfig resolved = ConfigResolver.resolveWithProblems(ofTarget);
        resolved.secrets(folders).forEach(frontEnd.redactor()::add);
        return new Invocation(frontEnd, console, listener, given, extras, resolved, folders, ofTarget);
    }

    /** This run with other values, as if the user had specified them. */
    public Invocation with(Map<Setting, String> values) {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        given.putAll(explicit);
        given.putAll(values);
        return of(frontEnd, console, listener, given, extras, false);
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
                        folders,
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
        return folders;
    }

    public Path project() {
        return folders.project();
    }

    /** The configuration file that the user specified instead of the default ones, relative to the project. */
    String projectFile() {
        return String.valueOf(projectFile(frontEnd.host(), explicit, folders.project()));
    }

    /** The receipt of a sandbox has a different name, so that it does not replace the receipt of a real publish. */
    public Path receipt() {
        return config.flag(Setting.SANDBOX) && !config.isChosen(Setting.RECEIPT)
                ? host().workingDirectory().resolve(SANDBOX_RECEIPT)
                : config.path(Setting.RECEIPT, folders).orElseThrow();
    }

    public boolean json() {
        return config.flag(Setting.JSON) || config.flag(Setting.CI);
    }

    public boolean given(Setting setting) {
        return explicit.containsKey(setting);
    }

    public Optional<String> extra(String name) {
        return Optional.ofNullable(extras.get(name));
    }

    /** A file that a repository contains is never the user's: it could redirect the token. */
    private static FileSource userFiles(@Nullable Path home, Path project) {
        return home == null || isOfRepository(home, project) ? FileSource.NONE : new FolderFiles(home);
    }

    /** The home folder of an account may be in a repository, which then contains the user's settings. */
    private static boolean isOfRepository(Path home, Path project) {
        if (UserHome.isInside(home, project) && Files.exists(project.resolve(PluginManifest.FILE))) {
            return true;
        }
        return !UserHome.isOfAccount(home)
                && GitCheckout.rootOf(UserHome.real(project))
                        .filter(root -> UserHome.isInside(home, root))
                        .isPresent();
    }

    private static boolean concernsServers(String variable) {
        return variable.startsWith("PX_MARKETPLACE_")
                || variable.startsWith("PX_PUBLISH_API_")
                || variable.equals("PX_TENANT")
                || variable.startsWith("PX_SIGNING_")
                || variable.startsWith("PX_TIMESTAMP_")
                || variable.startsWith("PX_PKG_SIGNER_")
                || variable.startsWith("PX_TELEMETRY_")
                || variable.startsWith("PX_METRICS_")
                || variable.startsWith("OTEL_")
                || variable.startsWith("PX_ID_TOKEN")
                || variable.startsWith("PX_TARGET_")
                || variable.startsWith("ACTIONS_ID_TOKEN_");
    }

    private static Path projectFolder(Host host, Map<Setting, String> explicit) {
        String named = explicit.getOrDefault(
                Setting.PROJECT,
                host.environment().getOrDefault(Setting.PROJECT.variables().get(0), ""));
        return resolve(host, named.isBlank() ? "." : named);
    }

    private static @Nullable String projectFile(Host host, Map<Setting, String> explicit, Path project) {
        String named = explicit.getOrDefault(
                Setting.CONFIG,
                host.environment().getOrDefault(Setting.CONFIG.variables().get(0), ""));
        return named.isBlank()
                ? null
                : project.relativize(resolve(host, named)).toString().replace('\\', '/');
    }

    private static Path resolve(Host host, String path) {
        try {
            return host.workingDirectory().resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw PublishException.of(ErrorCode.OPTION_INVALID, "read a path", "it is invalid: " + e.getReason());
        }
    }
}
