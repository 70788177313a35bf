package io.powerx.publish.cli;

import io.powerx.publish.config.ConfigResolver;
import io.powerx.publish.config.FileSource;
import io.powerx.publish.config.FolderFiles;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.ResolvedConfig.Folders;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.Sources;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.ClientVersion;
import io.powerx.publish.http.Timing;
import io.powerx.publish.options.LocalEnvironment;
import io.powerx.publish.options.PublishOptionsMapper;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call of a command: its configuration, and where it prints. */
final class Invocation {
    private final Frontend frontend;
    private final Map<Setting, String> explicit;
    private final Map<String, String> extras;
    private final ResolvedConfig config;
    private final Folders folders;

    /**
     * The face that the command shows.
     *
     * @param name frontend of the contract: {@code cli} or {@code github-action}
     * @param listener hears what a publish tells, redacted
     */
    record Frontend(
            String name,
            Host host,
            Console console,
            Redactor redactor,
            Vocabulary vocabulary,
            Sources.ExplicitName explicitName,
            PublishListener listener,
            Results results) {}

    private Invocation(
            Frontend frontend,
            Map<Setting, String> explicit,
            Map<String, String> extras,
            ResolvedConfig config,
            Folders folders) {
        this.frontend = frontend;
        this.explicit = explicit;
        this.extras = extras;
        this.config = config;
        this.folders = folders;
    }

    /** Resolves the configuration; every secret in it is known to the redactor when this returns. */
    static Invocation of(Frontend frontend, Map<Setting, String> explicit, Map<String, String> extras) {
        Host host = frontend.host();
        Path project = projectFolder(host, explicit);
        ResolvedConfig config = ConfigResolver.resolve(new Sources(
                explicit,
                frontend.explicitName(),
                host.environment(),
                new FolderFiles(project),
                projectFile(host, explicit, project),
                new FolderFiles(host.home()),
                Map.of()));
        config.secrets().forEach(frontend.redactor()::add);
        return new Invocation(
                frontend, explicit, extras, config, new Folders(host.workingDirectory(), project, host.home()));
    }

    /**
     * The same call with other values, as if they had been given. Nothing of the environment that concerns servers and keys is left, so
     * that a sandbox never meets the tokens of a real Marketplace.
     */
    Invocation apart(Map<Setting, String> values) {
        Map<Setting, String> given = new EnumMap<>(explicit);
        given.putAll(values);
        Map<String, String> environment = new HashMap<>(frontend.host().environment());
        environment.keySet().removeIf(Invocation::concernsServers);
        ResolvedConfig changed = ConfigResolver.resolve(new Sources(
                given,
                setting -> values.containsKey(setting)
                        ? "--sandbox"
                        : frontend.explicitName().of(setting),
                environment,
                new FolderFiles(folders.project()),
                projectFile(frontend.host(), explicit, folders.project()),
                FileSource.NONE,
                Map.of()));
        changed.secrets().forEach(frontend.redactor()::add);
        return new Invocation(frontend, given, extras, changed, folders);
    }

    /** The same call with other values, as if they had been given. */
    Invocation with(Map<Setting, String> values) {
        Map<Setting, String> given = new EnumMap<>(Setting.class);
        given.putAll(explicit);
        given.putAll(values);
        return of(frontend, given, extras);
    }

    Host host() {
        return frontend.host();
    }

    /** The host's clock, with waiting and chance as they are. */
    Timing timing() {
        return new Timing(host().clock(), Timing.SYSTEM.sleeper(), Timing.SYSTEM.jitter());
    }

    Console console() {
        return frontend.console();
    }

    Redactor redactor() {
        return frontend.redactor();
    }

    Vocabulary vocabulary() {
        return frontend.vocabulary();
    }

    PublishListener listener() {
        return frontend.listener();
    }

    Results results() {
        return frontend.results();
    }

    /** Maps the settings to what a publish, or a part of one, needs. */
    PublishOptionsMapper mapper() {
        Client client = new Client("px-publish", ClientVersion.current(), frontend.name());
        return new PublishOptionsMapper(
                config, new LocalEnvironment(config, folders, redactor(), host().environment(), client));
    }

    ResolvedConfig config() {
        return config;
    }

    Folders folders() {
        return folders;
    }

    Path project() {
        return folders.project();
    }

    /** The project's configuration file that was chosen instead of publish.yml, relative to the project. */
    String projectFile() {
        return String.valueOf(projectFile(frontend.host(), explicit, folders.project()));
    }

    Path receipt() {
        return config.path(Setting.RECEIPT, folders).orElseThrow();
    }

    boolean json() {
        return config.flag(Setting.JSON) || config.flag(Setting.CI);
    }

    boolean given(Setting setting) {
        return explicit.containsKey(setting);
    }

    Optional<String> extra(String name) {
        return Optional.ofNullable(extras.get(name));
    }

    private static boolean concernsServers(String variable) {
        return variable.startsWith("PX_MARKETPLACE_")
                || variable.startsWith("PX_PUBLISH_API_")
                || variable.equals("PX_TENANT")
                || variable.startsWith("PX_SIGNING_")
                || variable.startsWith("PX_PKG_SIGNER_")
                || variable.startsWith("PX_TELEMETRY_")
                || variable.startsWith("PX_ID_TOKEN")
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
            throw PublishException.of(ErrorCode.OPTION_INVALID, "read a path", "it is not one: " + e.getReason())
                    .causedBy(e)
                    .build();
        }
    }

    /** Keeps every secret of the environment out of all output, whether it is used or not. */
    static void hideSecrets(Map<String, String> environment, Redactor redactor) {
        for (Setting setting : Setting.values()) {
            if (setting.secret()) {
                setting.variables().stream()
                        .map(environment::get)
                        .flatMap(value -> Secret.ofNullable(value).stream())
                        .forEach(redactor::add);
            }
        }
    }
}
