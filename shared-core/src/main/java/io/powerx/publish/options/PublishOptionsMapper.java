package io.powerx.publish.options;

import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.Endpoints;
import io.powerx.publish.http.HostList;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.marketplace.core.CoreSettings;
import io.powerx.publish.sign.SigningSettings;
import io.powerx.publish.telemetry.TelemetrySettings;
import io.powerx.publish.upload.UploadSettings;
import io.powerx.publish.upload.s3.ArtifactStoreSettings;
import java.time.Duration;
import java.util.Optional;

/** Maps the settings and the environment of any front end to the options of a publish. */
public final class PublishOptionsMapper {
    private final ResolvedConfig config;
    private final PublishEnvironment environment;

    public PublishOptionsMapper(ResolvedConfig config, PublishEnvironment environment) {
        this.config = config;
        this.environment = environment;
    }

    /**
     * Maps everything.
     *
     * @param file the project's publish.yml
     * @throws PublishException {@link ErrorCode#PUBLISH_DISABLED}, {@link ErrorCode#SKIP_REASON_MISSING},
     *     {@link ErrorCode#ENDPOINT_MISSING}, {@link ErrorCode#CONFIG_UNREADABLE}, {@link ErrorCode#OPTION_INVALID} for an incomplete
     *     artifact store
     */
    public PublishOptions map(PublishFile file) {
        requireEnabled();
        requireOneTarget(file);
        return new PublishOptions(
                config.choice(Setting.CHANNEL, Channel.class),
                environment.notesFile(),
                mode(),
                target(),
                signing(),
                http(),
                upload(),
                store().orElse(null),
                telemetry(),
                outputs(),
                file,
                config.number(Setting.SOURCE_DATE_EPOCH).orElse(null),
                BuildFacts.named(environment.build(), config),
                environment.client());
    }

    /** Which registry serves the Marketplace's URL. */
    public ApiGeneration api() {
        return environment.api();
    }

    /** The settings that only PowerX core's registry needs. */
    public CoreSettings core() {
        return CoreSettings.of(config);
    }

    /** The Marketplace, and the source of its token. */
    public PublishOptions.Target target() {
        return new PublishOptions.Target(environment.apiUrl(), api(), environment.token(), core(), environment.trace());
    }

    /** The files that remain on this machine. */
    public PublishOptions.Outputs outputs() {
        return environment.outputs();
    }

    public SigningSettings signing() {
        return environment.signing(api().signingProfile(config));
    }

    /** @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE} for a CA bundle that cannot be read */
    public HttpSettings http() {
        return environment.http(
                config.duration(Setting.CONNECT_TIMEOUT).orElseThrow(),
                config.duration(Setting.STALL_TIMEOUT).orElseThrow());
    }

    /** A front end that publishes to several targets maps the options of each. */
    private void requireOneTarget(PublishFile file) {
        if (file.targets().size() > 1 && !config.has(Setting.TARGET)) {
            throw PublishException.of(
                            ErrorCode.CONFIG_INVALID,
                            "publish to one target",
                            "publish.targets has several: " + String.join(", ", file.targets()))
                    .advice("Choose one of them with {target}, and publish to each in a separate run.");
        }
    }

    private void requireEnabled() {
        if (!config.flag(Setting.PUBLISH_ENABLED)) {
            throw PublishException.of(
                    ErrorCode.PUBLISH_DISABLED,
                    "publish",
                    "publishing is switched off by "
                            + config.origin(Setting.PUBLISH_ENABLED).orElseThrow() + "=false");
        }
    }

    private PublishOptions.Mode mode() {
        Duration wait = config.flag(Setting.WAIT)
                ? config.duration(Setting.WAIT_TIMEOUT).orElseThrow()
                : null;
        return new PublishOptions.Mode(
                config.flag(Setting.DRY_RUN),
                config.text(Setting.RESUME).orElse(null),
                skipReason().orElse(null),
                config.flag(Setting.PRECHECK_BLOCKS),
                config.flag(Setting.OFFLINE),
                wait,
                config.text(Setting.TAG).orElse(null));
    }

    private Optional<String> skipReason() {
        if (!config.flag(Setting.SKIP_PRECHECK)) {
            return Optional.empty();
        }
        Optional<String> reason = config.text(Setting.SKIP_REASON);
        if (reason.isEmpty()) {
            throw PublishException.of(ErrorCode.SKIP_REASON_MISSING, "skip the precheck", "no reason is specified");
        }
        return reason;
    }

    private UploadSettings upload() {
        return new UploadSettings(
                config.integer(Setting.UPLOAD_CONCURRENCY),
                config.number(Setting.UPLOAD_LIMIT).orElse(null),
                config.duration(Setting.DEADLINE).orElse(null),
                HostList.parse(config.text(Setting.UPLOAD_HOSTS).orElse(null)));
    }

    /** A store is used if its endpoint is configured; publish.yml may set the bucket. */
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
                                : !Endpoints.host(endpoint).endsWith(".amazonaws.com"),
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
                "its endpoint is set, but " + setting.variables().get(0) + " is not");
    }

    /**
     * Where the events of the run go. PowerX core does not accept telemetry, so they are sent there only if an endpoint is configured.
     *
     * @throws PublishException {@link ErrorCode#ENDPOINT_MISSING} if neither an endpoint nor the Marketplace is configured
     */
    public TelemetrySettings telemetry() {
        TelemetrySettings configured = environment.telemetry();
        if (!config.flag(Setting.TELEMETRY)) {
            return new TelemetrySettings(null, configured.token());
        }
        if (configured.endpoint() != null) {
            return configured;
        }
        return new TelemetrySettings(
                api() == ApiGeneration.CORE ? null : environment.apiUrl(), configured.token(), true);
    }
}
