package io.powerx.publish.config;

import static io.powerx.publish.config.SettingSpec.choice;
import static io.powerx.publish.config.SettingSpec.setting;
import static io.powerx.publish.config.SettingType.BOOLEAN;
import static io.powerx.publish.config.SettingType.DURATION;
import static io.powerx.publish.config.SettingType.EPOCH_SECONDS;
import static io.powerx.publish.config.SettingType.HOSTS;
import static io.powerx.publish.config.SettingType.INTEGER;
import static io.powerx.publish.config.SettingType.PATH;
import static io.powerx.publish.config.SettingType.PATH_OR_KEY;
import static io.powerx.publish.config.SettingType.PATH_OR_PEM;
import static io.powerx.publish.config.SettingType.PERCENT;
import static io.powerx.publish.config.SettingType.RATE;
import static io.powerx.publish.config.SettingType.SECRET;
import static io.powerx.publish.config.SettingType.SECRET_FILE;
import static io.powerx.publish.config.SettingType.SWITCH;
import static io.powerx.publish.config.SettingType.TEXT;
import static io.powerx.publish.config.SettingType.URL;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All settings. Options, variables, action inputs, {@code config --explain} and the reference are derived from them.
 *
 * <p>Secrets, and URLs that receive a secret (the Marketplace, the signing service), cannot be set in project files:
 * someone with write access to a repository must not be able to redirect the publisher's token.
 */
public enum Setting {
    PROJECT(setting("project", PATH, "Folder that contains plugin.yaml.").byDefault(".")),
    BUILD_DIR(setting(
                    "build-dir",
                    PATH,
                    "Folder with the finished build, if it is not the project; default: the project, or dist/<version> in it.")
            .inProject("artifacts.root")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),
    CONFIG(setting("config", PATH, "Project configuration file to read instead of publish.yml and px-plugin.config.")),
    CHANNEL(choice("channel", Channel.class, "Channel to publish to.")
            .inProject("channel")
            .byDefault(Channel.STABLE)),
    NOTES(setting(
                    "notes",
                    PATH,
                    "Markdown file with the release notes; default: the version's section of CHANGELOG.md, then a list of the commits.")
            .inProject("notes")),
    TAG(
            setting(
                    "tag",
                    TEXT,
                    "Git tag of the release, such as v1.2.0, whose version must be that of plugin.yaml; default: not compared.")),
    RECEIPT(setting(
                    "receipt",
                    PATH,
                    "Receipt file; publish writes it, and status, wait, withdraw and pause-review read it.")
            .byDefault("publish-receipt.json")),
    JOURNAL(setting(
                    "journal",
                    PATH,
                    "Folder for journals, from which an interrupted publish resumes; default: .px-plugin/publish in the project, "
                            + "or next to the receipt if the project is read-only.")
            .inHome("journal")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),
    OUTPUT(setting("output", PATH, "Folder for packages; relative to the project unless set by an option.")
            .inProject("output")
            .byDefault("dist")),
    LEVEL(choice("level", CompressionLevel.class, "Compression level of packages: a smaller size takes more time.")
            .env("PX_PACK_LEVEL")
            .inProject("artifacts.level")
            .byDefault(CompressionLevel.BALANCED)
            .offeredBy(FrontEnd.COMMAND)),
    DRY_RUN(setting("dry-run", BOOLEAN, "Show what would be done without changing anything.")
            .byDefault("false")),
    RESUME(setting("resume", TEXT, "Id of the publish to resume; default: the publish with the same content.")),
    SKIP_PRECHECK(
            setting("skip-precheck", BOOLEAN, "Publish without the precheck; requires skip-reason and is recorded.")
                    .byDefault("false")),
    SKIP_REASON(setting("skip-reason", TEXT, "Reason for skipping the precheck, which the reviewer sees.")),
    OFFLINE(setting("offline", BOOLEAN, "Check without contacting the Marketplace.")
            .byDefault("false")),
    FAIL_ON(choice("fail-on", FailOn.class, "Lowest severity of the findings that make precheck fail.")
            .inProject("precheck.failOn")
            .byDefault(FailOn.ERROR)),
    COVERAGE_THRESHOLD(setting("coverage-threshold", PERCENT, "Percentage of lines that tests must cover.")
            .inProject("quality.coverageThreshold")
            .byDefault("80")),
    WAIT(setting("wait", BOOLEAN, "Wait for the review decision after submitting.")
            .byDefault("false")),
    WAIT_TIMEOUT(setting("wait-timeout", DURATION, "Maximum time to wait for the review decision.")
            .inProject("waitTimeout")
            .byDefault("30m")),

    API_URL(setting("api-url", URL, "URL of the Marketplace; https is required except on loopback.")
            .env("PX_MARKETPLACE_API_URL", "PX_PUBLISH_API_BASE")
            .inHome("marketplace.apiUrl", "publishApi.baseUrl")),
    API(choice("api", ApiGeneration.class, "Type of the registry at api-url.")
            .env("PX_MARKETPLACE_API")
            .inProject("api")
            .inHome("marketplace.api")
            .byDefault(ApiGeneration.MARKETPLACE)),
    TOKEN(setting(
                    "token",
                    SECRET,
                    "Token with the plugin:publish permission; not an option, because other processes can read options.")
            .token()
            .env("PX_MARKETPLACE_TOKEN", "PX_PUBLISH_API_TOKEN")
            .inHome("marketplace.token", "publishApi.apiKey")
            .offeredBy(FrontEnd.ACTION)),
    TOKEN_FILE(
            setting("token-file", SECRET_FILE, "File that contains the token.").env("PX_MARKETPLACE_TOKEN_FILE")),
    ID_TOKEN(setting(
                    "id-token",
                    SECRET,
                    "OpenID Connect token of the CI, which is exchanged for a token if none is configured.")
            .token()
            .offeredBy()),
    ID_TOKEN_FILE(setting("id-token-file", SECRET_FILE, "File that contains the OpenID Connect token of the CI.")
            .offeredBy(FrontEnd.COMMAND)),
    OIDC_AUDIENCE(setting(
                    "oidc-audience",
                    TEXT,
                    "Audience of the identity token that a GitHub job requests; default: the Marketplace's own audience.")
            .inProject("oidc.audience")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),
    OIDC_REQUEST_URL(setting("oidc-request-url", URL, "URL from which a GitHub job requests its identity token.")
            .env("ACTIONS_ID_TOKEN_REQUEST_URL")
            .offeredBy()),
    OIDC_REQUEST_TOKEN(
            setting("oidc-request-token", SECRET, "Token with which a GitHub job requests its identity token.")
                    .token()
                    .env("ACTIONS_ID_TOKEN_REQUEST_TOKEN")
                    .offeredBy()),

    TARGET(setting("target", TEXT, "Target in publish.targets of publish.yml to publish to; default: all.")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),
    TENANT(setting("tenant", TEXT, "Tenant in PowerX core's registry; default: the tenant of the token.")
            .inHome("marketplace.tenant")),
    COMMIT(setting("commit", TEXT, "Commit that was built; default: the commit of the CI job or the git checkout.")),
    COVERAGE(setting(
            "coverage",
            PERCENT,
            "Percentage of covered lines if there is no coverage report; only for PowerX core's registry.")),

    SIGNING_PROFILE(choice(
                    "signing-profile",
                    SigningProfile.class,
                    "What is signed and in which format; default for PowerX core's registry: ed25519-package.")
            .inProject("signer.profile")
            .inHome("signing.profile")
            .byDefault(SigningProfile.CMS)),
    SIGNING_KEY(setting(
                    "signing-key",
                    PATH_OR_KEY,
                    "Private key: a file in PEM, DER, PKCS#12 or Base64; the text of the key only in the environment variable.")
            .inHome("signing.key")),
    SIGNING_KEY_ID(setting(
                    "signing-key-id",
                    TEXT,
                    "Id of the public key in PowerX core's registry; default: an id derived from the key, which is then registered.")
            .inHome("signing.keyId")),
    SIGNING_CERTIFICATE(setting(
                    "signing-certificate",
                    PATH_OR_PEM,
                    "Signing certificate and its intermediates: a file in PEM, DER or Base64, or the text of such a file.")
            .inProject("signer.certificate")
            .inHome("signing.certificate")),
    SIGNING_PASSPHRASE(setting("signing-passphrase", SECRET, "Passphrase of the signing key.")
            .inHome("signing.passphrase")
            .offeredBy(FrontEnd.ACTION)),
    SIGNING_ENDPOINT(setting("signing-endpoint", URL, "URL of a signing service to use instead of a local key.")
            .env("PX_SIGNING_ENDPOINT", "PX_PKG_SIGNER_ENDPOINT")
            .inHome("signing.endpoint")),
    SIGNING_TOKEN(setting("signing-token", SECRET, "Token for the signing service.")
            .token()
            .inHome("signing.token")
            .offeredBy(FrontEnd.ACTION)),

    TIMESTAMP_URL(setting(
                    "timestamp-url",
                    URL,
                    "URL of a timestamp authority (RFC 3161), which confirms when packages are signed; only with the profile cms.")
            .inHome("signing.timestampUrl")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),

    SIGNING_CLIENT_CERTIFICATE(setting(
                    "signing-client-certificate",
                    PATH_OR_PEM,
                    "Client certificate for a signing service or timestamp authority that requires one, like signing-certificate.")
            .inHome("signing.clientCertificate")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),
    SIGNING_CLIENT_KEY(setting(
                    "signing-client-key",
                    PATH_OR_KEY,
                    "Key of the client certificate: a file like signing-key; its text only in the environment variable.")
            .inHome("signing.clientKey")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),
    SIGNING_CLIENT_PASSPHRASE(
            setting("signing-client-passphrase", SECRET, "Passphrase of the client certificate's key.")
                    .inHome("signing.clientPassphrase")
                    .offeredBy(FrontEnd.ACTION)),

    TELEMETRY(
            setting("telemetry", SWITCH, "Send telemetry events of publishes; none are sent if DO_NOT_TRACK=1 is set.")
                    .env("PX_TELEMETRY", "DO_NOT_TRACK")
                    .inProject("telemetry.enabled")
                    .inHome("telemetry.enabled")
                    .byDefault("on")),
    TELEMETRY_ENDPOINT(setting("telemetry-endpoint", URL, "URL that receives publish events; default: the Marketplace.")
            .endpoint()
            .inProject("telemetry.endpoint")
            .inHome("telemetry.endpoint")),
    TELEMETRY_TOKEN(setting(
                    "telemetry-token",
                    SECRET,
                    "Token for the telemetry endpoint, to which the Marketplace's token is never sent.")
            .token()
            .inHome("telemetry.token")
            .offeredBy(FrontEnd.ACTION)),

    AUDIT_DIR(setting(
                    "audit-dir",
                    PATH,
                    "Folder for a second copy of the audit log, for operations to collect; the first copy is in ~/.powerx-plugin/audit.")
            .inHome("audit.folder")
            .offeredBy()),

    METRICS_FILE(setting(
                    "metrics-file",
                    PATH,
                    "File for the metrics of the publish, for the textfile collector of Prometheus; written whatever the outcome.")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),
    METRICS_PUSHGATEWAY(
            setting("metrics-pushgateway", URL, "URL of a Prometheus Pushgateway that receives the same metrics.")
                    .inHome("metrics.pushgateway")
                    .offeredBy()),

    OTEL_ENDPOINT(setting(
                    "otel-endpoint",
                    TEXT,
                    "URL of an OpenTelemetry Collector that receives traces and metrics of publishes (OTLP over HTTP).")
            .env(
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
                    "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT")
            .offeredBy()),
    OTEL_HEADERS(setting("otel-headers", SECRET, "Headers for that URL, such as api-key=..., separated by commas.")
            .env(
                    "OTEL_EXPORTER_OTLP_HEADERS",
                    "OTEL_EXPORTER_OTLP_TRACES_HEADERS",
                    "OTEL_EXPORTER_OTLP_METRICS_HEADERS")
            .offeredBy()),
    SENTRY_DSN(setting("sentry-dsn", SECRET, "Sentry project that receives a report if px-plugin itself fails.")
            .env("SENTRY_DSN")
            .offeredBy()),

    UPLOAD_CONCURRENCY(setting("upload-concurrency", INTEGER, "Maximum number of parts to upload at the same time.")
            .range(1, 16)
            .inProject("upload.concurrency")
            .inHome("upload.concurrency")
            .byDefault("4")),
    UPLOAD_LIMIT(setting("upload-limit", RATE, "Bandwidth limit for uploads, such as 10MB/s.")
            .inProject("upload.limit")
            .inHome("upload.limit")),
    UPLOAD_HOSTS(setting(
                    "upload-hosts",
                    HOSTS,
                    "Hosts with private addresses to which the Marketplace may direct uploads: exact names, addresses and CIDR blocks.")
            .inHome("upload.hosts")
            .offeredBy()),
    ARTIFACT_STORE_ENDPOINT(setting(
                    "artifact-store-endpoint",
                    URL,
                    "URL of an S3 store to use instead of the Marketplace's store; https is required except on loopback.")
            .inHome("artifactStore.endpoint")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),
    ARTIFACT_STORE_BUCKET(setting("artifact-store-bucket", TEXT, "Bucket in the artifact store.")
            .inProject("artifactStore.bucket")
            .inHome("artifactStore.bucket")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),
    ARTIFACT_STORE_PREFIX(setting("artifact-store-prefix", TEXT, "Folder for artifacts in the bucket.")
            .inProject("artifactStore.prefix")
            .inHome("artifactStore.prefix")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),
    ARTIFACT_STORE_REGION(
            setting("artifact-store-region", TEXT, "Region for which requests to the artifact store are signed.")
                    .inProject("artifactStore.region")
                    .inHome("artifactStore.region")
                    .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)
                    .byDefault("us-east-1")),
    ARTIFACT_STORE_PATH_STYLE(setting(
                    "artifact-store-path-style",
                    BOOLEAN,
                    "Whether the bucket is in the path instead of the host name; default: true, except for Amazon S3.")
            .inHome("artifactStore.pathStyle")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),
    ARTIFACT_STORE_ACCESS_KEY(setting("artifact-store-access-key", SECRET, "Access key id for the artifact store.")
            .inHome("artifactStore.accessKey")
            .offeredBy(FrontEnd.ACTION)),
    ARTIFACT_STORE_SECRET(setting("artifact-store-secret", SECRET, "Secret access key for the artifact store.")
            .inHome("artifactStore.secret")
            .offeredBy(FrontEnd.ACTION)),
    ARTIFACT_STORE_SESSION_TOKEN(setting(
                    "artifact-store-session-token",
                    SECRET,
                    "Session token for the artifact store, if its credentials are temporary.")
            .inHome("artifactStore.sessionToken")
            .offeredBy(FrontEnd.ACTION)),
    DEADLINE(setting("deadline", DURATION, "Time limit for the upload; parts that are already uploaded are kept.")
            .env("PX_DEADLINE")
            .inProject("upload.deadline")),
    CONNECT_TIMEOUT(setting("connect-timeout", DURATION, "Time limit for establishing a connection.")
            .inHome("http.connectTimeout")
            .byDefault("10s")),
    STALL_TIMEOUT(setting(
                    "stall-timeout",
                    DURATION,
                    "Time without a byte in either direction after which a request is canceled; a reply must be complete within twice that time.")
            .inHome("http.stallTimeout")
            .byDefault("60s")),
    PROXY(setting("proxy", SettingType.PROXY, "Proxy for all requests: http://host:port or socks5://host:port.")
            .env("PX_PROXY", "HTTPS_PROXY", "https_proxy")
            .inHome("http.proxy")),
    NO_PROXY(setting("no-proxy", TEXT, "Hosts, domain suffixes and CIDR blocks that are reached without the proxy.")
            .env("PX_NO_PROXY", "NO_PROXY", "no_proxy")
            .inHome("http.noProxy")),
    CA_BUNDLE(setting(
                    "ca-bundle",
                    PATH_OR_PEM,
                    "Certificates to trust in addition to the system's: PEM text, a PEM or DER file, or a folder of such files.")
            .inHome("http.caBundle")),

    SOURCE_DATE_EPOCH(
            setting("source-date-epoch", EPOCH_SECONDS, "Timestamp of all entries in a package, in seconds since 1970.")
                    .env("SOURCE_DATE_EPOCH")
                    .offeredBy()),
    PUBLISH_ENABLED(setting("publish-enabled", BOOLEAN, "Feature flag: false disables publishing.")
            .env("PX_PLUGIN_PUBLISH")
            .offeredBy()
            .byDefault("true")),
    PRECHECK_BLOCKS(setting("precheck-blocks", BOOLEAN, "Feature flag: false turns precheck errors into warnings.")
            .env("PX_PLUGIN_PUBLISH_PRECHECK")
            .offeredBy()
            .byDefault("true")),

    SANDBOX(setting(
                    "sandbox",
                    BOOLEAN,
                    "Publish to the embedded Marketplace instead of a real one; the receipt is publish-receipt.sandbox.json.")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)
            .byDefault("false")),
    SANDBOX_DATA(setting("sandbox-data", PATH, "Data folder of the sandbox; default: ~/.powerx-plugin/sandbox.")
            .offeredBy(FrontEnd.COMMAND)
            .inHome("sandbox.data")),
    JSON(setting("json", BOOLEAN, "Write the result to standard output as JSON.")
            .offeredBy(FrontEnd.COMMAND)
            .byDefault("false")),
    LOG_FORMAT(choice("log-format", LogFormat.class, "Format of the log on standard error.")
            .byDefault(LogFormat.TEXT)),
    CI(setting("ci", SWITCH, "Format output for CI logs: no redrawn lines, no colors, and the result as JSON.")
            .offeredBy(FrontEnd.COMMAND)
            .byDefault("off")),
    QUIET(setting("quiet", BOOLEAN, "Show only the result and errors.")
            .offeredBy(FrontEnd.COMMAND)
            .byDefault("false")),
    VERBOSE(setting("verbose", BOOLEAN, "Also show every request attempt.")
            .offeredBy(FrontEnd.COMMAND)
            .byDefault("false")),
    LANG(choice("lang", Language.class, "Language of help, messages and text results; default: that of the locale.")
            .inHome("lang")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION));

    // The record is immutable, which the checker cannot verify.
    @SuppressWarnings("ImmutableEnumChecker")
    private final SettingSpec spec;

    Setting(SettingSpec.Builder spec) {
        this.spec = spec.build();
    }

    /** The name in kebab case, which is also that of the option and the action input. */
    public String id() {
        return spec.id();
    }

    public SettingType type() {
        return spec.type();
    }

    /** One sentence for the help and the reference. */
    public String description() {
        return spec.description();
    }

    /** Environment variables; the first one that is set is used. */
    public List<String> variables() {
        return spec.variables();
    }

    /** Dotted key in {@code publish.yml} and {@code px-plugin.config}; null if project files cannot set it. */
    public @Nullable String projectKey() {
        return spec.projectKey();
    }

    /** Dotted keys in the user's configuration file; the first one that is set is used. */
    public List<String> homeKeys() {
        return spec.homeKeys();
    }

    public @Nullable String defaultValue() {
        return spec.defaultValue();
    }

    /** The allowed values of a choice; empty for other types. */
    public List<String> choices() {
        return spec.choices();
    }

    /** The front ends that offer it by name. */
    public Set<FrontEnd> frontEnds() {
        return spec.frontEnds();
    }

    /** Whether every value is a secret that must not be shown. */
    public boolean secret() {
        return spec.type() == SECRET;
    }

    /** Whether a value is a secret unless it is the path of an existing file. */
    public boolean secretUnlessFile() {
        return spec.type() == PATH_OR_KEY || spec.type() == SECRET_FILE;
    }

    /** The setting with this id; empty if there is none. */
    public static Optional<Setting> ofId(String id) {
        return Arrays.stream(values())
                .filter(setting -> setting.id().equals(id))
                .findFirst();
    }

    /** @throws InvalidValueException if the value is invalid */
    Object parse(String text) throws InvalidValueException {
        return spec.reader().read(text);
    }
}
