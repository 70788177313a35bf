package io.powerx.publish.options;

import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.FolderFiles;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.ResolvedConfig.Folders;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.http.Timing;
import io.powerx.publish.marketplace.core.CoreSettings;
import io.powerx.publish.marketplace.identity.IdentityTokens;
import io.powerx.publish.marketplace.identity.OidcTokens;
import io.powerx.publish.marketplace.identity.TokenSource;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.sign.SigningSettings;
import io.powerx.publish.telemetry.TelemetrySettings;
import io.powerx.publish.upload.UploadSettings;
import io.powerx.publish.upload.s3.ArtifactStoreSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the options of a publish from a configuration, for front ends whose files are on this machine. */
public final class PublishOptionsMapper {
    private static final String PEM_BEGIN = "-----BEGIN";

    private final ResolvedConfig config;
    private final Folders folders;
    private final Redactor redactor;

    /** @param redactor learns the secrets that are read from files */
    public PublishOptionsMapper(ResolvedConfig config, Folders folders, Redactor redactor) {
        this.config = config;
        this.folders = folders;
        this.redactor = redactor;
    }

    /**
     * Maps everything.
     *
     * @param file the project's publish.yml
     * @param build what the CI says of the build; null outside a CI
     * @throws PublishException {@link ErrorCode#PUBLISH_DISABLED}, {@link ErrorCode#SKIP_REASON_MISSING},
     *     {@link ErrorCode#ENDPOINT_MISSING}, {@link ErrorCode#CONFIG_UNREADABLE}, {@link ErrorCode#OPTION_INVALID} for a store that is
     *     described in part
     */
    public PublishOptions map(PublishFile file, ReleaseMetadata.@Nullable Build build, Client client) {
        if (!config.flag(Setting.PUBLISH_ENABLED)) {
            throw PublishException.of(
                            ErrorCode.PUBLISH_DISABLED,
                            "publish",
                            "PX_PLUGIN_PUBLISH is false ("
                                    + config.origin(Setting.PUBLISH_ENABLED).orElseThrow() + ")")
                    .build();
        }
        return new PublishOptions(
                config.choice(Setting.CHANNEL, Channel.class),
                config.path(Setting.NOTES, folders).map(Path::toString).orElse(null),
                mode(),
                target(),
                signing(),
                http(),
                upload(),
                store().orElse(null),
                telemetry(),
                new PublishOptions.Outputs(
                        config.path(Setting.RECEIPT, folders).orElseThrow(),
                        folders.project().resolve(".px-plugin").resolve("publish")),
                file,
                config.number(Setting.SOURCE_DATE_EPOCH).orElse(null),
                BuildFacts.named(build, config),
                client);
    }

    public ApiGeneration api() {
        return config.choice(Setting.API, ApiGeneration.class);
    }

    /** What only PowerX core's registry needs. */
    public CoreSettings core() {
        return CoreSettings.of(config);
    }

    /** Which Marketplace, and how its token is had. */
    public PublishOptions.Target target() {
        URI url = config.url(Setting.API_URL).orElseThrow(() -> PublishException.of(
                        ErrorCode.ENDPOINT_MISSING, "find the Marketplace", "no address is set")
                .build());
        TokenSource token = new ConfiguredToken(
                config,
                folders,
                redactor,
                api() == ApiGeneration.CORE ? Optional.empty() : identity(),
                source -> new OidcTokens(
                        url,
                        source,
                        http(),
                        RetrySettings.DEFAULT,
                        Timing.SYSTEM,
                        PublishListener.NONE,
                        redactor::add));
        return new PublishOptions.Target(url, api(), token, core());
    }

    public SigningSettings signing() {
        return new SigningSettings(
                api().signingProfile(config),
                pathOrPem(Setting.SIGNING_KEY),
                pathOrPem(Setting.SIGNING_CERTIFICATE),
                config.secret(Setting.SIGNING_PASSPHRASE).orElse(null),
                config.url(Setting.SIGNING_ENDPOINT).orElse(null),
                config.secret(Setting.SIGNING_TOKEN).orElse(null));
    }

    /** @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE} for a CA bundle that cannot be read */
    public HttpSettings http() {
        return new HttpSettings(
                config.url(Setting.PROXY).map(URI::toString).orElse(null),
                config.text(Setting.NO_PROXY).orElse(null),
                caBundle().orElse(null),
                config.duration(Setting.CONNECT_TIMEOUT).orElseThrow(),
                config.duration(Setting.STALL_TIMEOUT).orElseThrow());
    }

    private Optional<IdentityTokens> identity() {
        Optional<Secret> given = config.secret(Setting.ID_TOKEN);
        if (given.isPresent()) {
            return given.map(IdentityTokens.Given::new);
        }
        Optional<Path> file = config.path(Setting.ID_TOKEN_FILE, folders);
        if (file.isPresent()) {
            return file.map(IdentityTokens.TokenFile::new);
        }
        return config.url(Setting.OIDC_REQUEST_URL).flatMap(url -> config.secret(Setting.OIDC_REQUEST_TOKEN)
                .map(token -> new IdentityTokens.GitHub(
                        url, token, config.text(Setting.OIDC_AUDIENCE).orElse(null))));
    }

    private PublishOptions.Mode mode() {
        String reason = config.text(Setting.SKIP_REASON).orElse(null);
        boolean skip = config.flag(Setting.SKIP_PRECHECK);
        if (skip && reason == null) {
            throw PublishException.of(ErrorCode.SKIP_REASON_MISSING, "skip the precheck", "no reason is given")
                    .build();
        }
        Duration wait = config.flag(Setting.WAIT)
                ? config.duration(Setting.WAIT_TIMEOUT).orElseThrow()
                : null;
        return new PublishOptions.Mode(
                config.flag(Setting.DRY_RUN),
                config.text(Setting.RESUME).orElse(null),
                skip ? reason : null,
                config.flag(Setting.PRECHECK_BLOCKS),
                config.flag(Setting.OFFLINE),
                wait);
    }

    private UploadSettings upload() {
        return new UploadSettings(
                config.integer(Setting.UPLOAD_CONCURRENCY),
                config.number(Setting.UPLOAD_LIMIT).orElse(null),
                config.duration(Setting.DEADLINE).orElse(null));
    }

    /** The store is in use where an address is given; the project's file may choose the bucket in it. */
    private Optional<ArtifactStoreSettings> store() {
        return config.url(Setting.ARTIFACT_STORE_ENDPOINT)
                .map(endpoint -> new ArtifactStoreSettings(
                        endpoint,
                        config.text(Setting.ARTIFACT_STORE_BUCKET)
                                .orElseThrow(() -> storeLacks(Setting.ARTIFACT_STORE_BUCKET)),
                        config.text(Setting.ARTIFACT_STORE_PREFIX).orElse(""),
                        config.requiredText(Setting.ARTIFACT_STORE_REGION),
                        config.isChosen(Setting.ARTIFACT_STORE_PATH_STYLE)
                                ? config.flag(Setting.ARTIFACT_STORE_PATH_STYLE)
                                : !endpoint.getHost().endsWith(".amazonaws.com"),
                        config.secret(Setting.ARTIFACT_STORE_ACCESS_KEY)
                                .orElseThrow(() -> storeLacks(Setting.ARTIFACT_STORE_ACCESS_KEY)),
                        config.secret(Setting.ARTIFACT_STORE_SECRET)
                                .orElseThrow(() -> storeLacks(Setting.ARTIFACT_STORE_SECRET)),
                        config.secret(Setting.ARTIFACT_STORE_SESSION_TOKEN).orElse(null)));
    }

    private static PublishException storeLacks(Setting setting) {
        return PublishException.of(
                        ErrorCode.OPTION_INVALID,
                        "use the artifact store",
                        "its address is set and " + setting.variables().get(0) + " is not")
                .build();
    }

    /** PowerX core takes no telemetry of publishes, so that with it only an endpoint that was named gets any. */
    private TelemetrySettings telemetry() {
        URI endpoint = config.flag(Setting.TELEMETRY)
                ? config.url(Setting.TELEMETRY_ENDPOINT)
                        .or(() -> api() == ApiGeneration.CORE ? Optional.empty() : config.url(Setting.API_URL))
                        .orElse(null)
                : null;
        Secret token = config.secret(Setting.TELEMETRY_TOKEN).orElse(null);
        return new TelemetrySettings(
                endpoint, token, folders.home().resolve(".powerx-plugin").resolve("telemetry"));
    }

    private @Nullable String pathOrPem(Setting setting) {
        String text = config.text(setting).orElse(null);
        if (text == null || text.contains(PEM_BEGIN)) {
            return text;
        }
        return config.path(setting, folders).map(Path::toString).orElseThrow();
    }

    private Optional<String> caBundle() {
        return config.text(Setting.CA_BUNDLE)
                .map(text -> text.contains(PEM_BEGIN)
                        ? text
                        : FolderFiles.text(
                                config.path(Setting.CA_BUNDLE, folders).orElseThrow()));
    }
}
