package io.powerx.publish.options;

import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.Folders;
import io.powerx.publish.config.Layer;
import io.powerx.publish.config.Origin;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.CaBundle;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.http.Timing;
import io.powerx.publish.marketplace.TraceContext;
import io.powerx.publish.marketplace.identity.IdentityTokens;
import io.powerx.publish.marketplace.identity.OidcTokens;
import io.powerx.publish.marketplace.identity.TokenSource;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.sign.ClientCertificate;
import io.powerx.publish.sign.SigningSettings;
import io.powerx.publish.telemetry.TelemetrySettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The environment of a front end whose files are on this machine, and which is configured by settings alone. */
public final class LocalEnvironment implements PublishEnvironment {
    private static final Path JOURNALS = Path.of(".px-plugin", "publish");
    private static final String PEM_BEGIN = "-----BEGIN";

    private final ResolvedConfig config;
    private final Folders folders;
    private final Redactor redactor;
    private final Map<String, String> variables;
    private final Client client;
    private final @Nullable TraceContext trace;
    private final PublishListener listener;

    /**
     * @param redactor receives the secrets that are read from files
     * @param variables of the process, with facts about the build
     * @param trace that the requests belong to; null for none
     * @param listener receives the events of an exchange of the CI's identity token
     */
    public LocalEnvironment(
            ResolvedConfig config,
            Folders folders,
            Redactor redactor,
            Map<String, String> variables,
            Client client,
            @Nullable TraceContext trace,
            PublishListener listener) {
        this.config = config;
        this.folders = folders;
        this.redactor = redactor;
        this.variables = Map.copyOf(variables);
        this.client = client;
        this.trace = trace;
        this.listener = listener;
    }

    @Override
    public URI apiUrl() {
        return config.url(Setting.API_URL)
                .orElseThrow(() -> PublishException.of(
                        ErrorCode.ENDPOINT_MISSING, "find the Marketplace", "no URL is configured"));
    }

    @Override
    public ApiGeneration api() {
        return config.choice(Setting.API, ApiGeneration.class);
    }

    @Override
    public @Nullable TraceContext trace() {
        return trace;
    }

    @Override
    public TokenSource token() {
        return new ConfiguredToken(
                config,
                folders,
                redactor,
                api() == ApiGeneration.CORE ? Optional.empty() : identity(),
                source -> new OidcTokens(
                        apiUrl(),
                        source,
                        new PublishOptionsMapper(config, this).http(),
                        RetrySettings.DEFAULT,
                        Timing.SYSTEM,
                        listener,
                        redactor));
    }

    @Override
    public HttpSettings http(Duration connectTimeout, Duration stallTimeout) {
        return new HttpSettings(
                config.text(Setting.PROXY).orElse(null),
                config.text(Setting.NO_PROXY).orElse(null),
                caBundle().orElse(null),
                connectTimeout,
                stallTimeout);
    }

    @Override
    public SigningSettings signing(SigningProfile profile) {
        return new SigningSettings(
                profile,
                pathOrContent(Setting.SIGNING_KEY),
                pathOrContent(Setting.SIGNING_CERTIFICATE),
                config.secret(Setting.SIGNING_PASSPHRASE).orElse(null),
                config.url(Setting.SIGNING_ENDPOINT).orElse(null),
                config.secret(Setting.SIGNING_TOKEN).orElse(null),
                config.url(Setting.TIMESTAMP_URL).orElse(null),
                ClientCertificate.of(
                        pathOrContent(Setting.SIGNING_CLIENT_KEY),
                        pathOrContent(Setting.SIGNING_CLIENT_CERTIFICATE),
                        config.secret(Setting.SIGNING_CLIENT_PASSPHRASE).orElse(null)),
                new SigningSettings.Origins(place(Setting.SIGNING_KEY), place(Setting.SIGNING_CERTIFICATE)));
    }

    private @Nullable String place(Setting setting) {
        return config.origin(setting).map(Origin::place).orElse(null);
    }

    @Override
    public TelemetrySettings telemetry() {
        return new TelemetrySettings(
                config.url(Setting.TELEMETRY_ENDPOINT).orElse(null),
                telemetryToken().orElse(null));
    }

    /**
     * The folder where the runs of a user keep telemetry events that were not sent yet.
     *
     * @param home the user's home folder; null if there is none
     */
    public static @Nullable Path telemetrySpool(@Nullable Path home) {
        return home == null ? null : home.resolve(".powerx-plugin").resolve("telemetry");
    }

    @Override
    public PublishOptions.Outputs outputs() {
        Path receipt = config.path(Setting.RECEIPT, folders).orElseThrow();
        return new PublishOptions.Outputs(
                receipt, config.path(Setting.JOURNAL, folders).orElseGet(() -> journals(receipt)));
    }

    /** In the project or, if it is read-only, next to the receipt, whose folder has to be writable anyway. */
    private Path journals(Path receipt) {
        Path inProject = folders.project().resolve(JOURNALS);
        return isWritable(inProject) ? inProject : receipt.resolveSibling(JOURNALS);
    }

    private static boolean isWritable(Path folder) {
        Path existing = folder;
        while (existing != null && Files.notExists(existing)) {
            existing = existing.getParent();
        }
        return existing != null && Files.isWritable(existing);
    }

    @Override
    public @Nullable String notesFile() {
        return config.path(Setting.NOTES, folders).map(Path::toString).orElse(null);
    }

    @Override
    public ReleaseMetadata.@Nullable Build build() {
        return BuildFacts.of(variables).orElse(null);
    }

    @Override
    public Client client() {
        return client;
    }

    /** The token goes only to a server that the user chose: an endpoint that only the repository specifies could be anyone's. */
    private Optional<Secret> telemetryToken() {
        boolean ofRepository = config.origin(Setting.TELEMETRY_ENDPOINT)
                .filter(origin -> origin.layer() == Layer.PROJECT_FILE)
                .isPresent();
        return ofRepository ? Optional.empty() : config.secret(Setting.TELEMETRY_TOKEN);
    }

    private Optional<IdentityTokens> identity() {
        Optional<Secret> configured = config.secret(Setting.ID_TOKEN);
        if (configured.isPresent()) {
            return configured.map(IdentityTokens.Given::new);
        }
        Optional<Path> file = config.path(Setting.ID_TOKEN_FILE, folders);
        if (file.isPresent()) {
            return file.map(IdentityTokens.TokenFile::new);
        }
        return config.url(Setting.OIDC_REQUEST_URL).flatMap(url -> config.secret(Setting.OIDC_REQUEST_TOKEN)
                .map(token -> new IdentityTokens.GitHub(
                        url, token, config.text(Setting.OIDC_AUDIENCE).orElse(null))));
    }

    private @Nullable String pathOrContent(Setting setting) {
        return config.existingFile(setting, folders)
                .map(Path::toString)
                .or(() -> config.text(setting))
                .orElse(null);
    }

    private Optional<String> caBundle() {
        return config.text(Setting.CA_BUNDLE)
                .map(text -> text.contains(PEM_BEGIN)
                        ? text
                        : CaBundle.read(
                                config.path(Setting.CA_BUNDLE, folders).orElseThrow(),
                                config.origin(Setting.CA_BUNDLE).orElseThrow().place()));
    }
}
