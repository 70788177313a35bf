package io.powerx.publish.config;

import static io.powerx.publish.config.SettingSpec.choice;
import static io.powerx.publish.config.SettingSpec.setting;
import static io.powerx.publish.config.SettingType.BOOLEAN;
import static io.powerx.publish.config.SettingType.DURATION;
import static io.powerx.publish.config.SettingType.EPOCH_SECONDS;
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
 * Every setting: the one list that options, variables, action inputs, {@code config --explain} and the reference are made from.
 *
 * <p>URLs that receive a secret (the Marketplace, the signing service) and the secrets themselves have no key in project files: whoever
 * can change a repository must not be able to redirect the publisher's token.
 */
public enum Setting {
    PROJECT(setting("project", PATH, "Folder of the plugin, the one that holds plugin.yaml.")
            .byDefault(".")),
    CONFIG(setting("config", PATH, "Project configuration file to read instead of publish.yml.")),
    CHANNEL(choice("channel", Channel.class, "Channel to publish to.")
            .inProject("channel")
            .byDefault(Channel.STABLE)),
    NOTES(setting("notes", PATH, "Release notes, a Markdown file; the version's section of CHANGELOG.md if omitted.")
            .inProject("notes")),
    RECEIPT(setting(
                    "receipt",
                    PATH,
                    "Receipt file, which publish writes and status, wait, withdraw and pause-review read.")
            .byDefault("publish-receipt.json")),
    OUTPUT(setting("output", PATH, "Folder for packages; in the project unless given as an option.")
            .inProject("output")
            .byDefault("dist")),
    DRY_RUN(setting("dry-run", BOOLEAN, "Show what would be done without changing anything.")
            .byDefault("false")),
    RESUME(setting("resume", TEXT, "Id of the publish to resume; looked up by content if omitted.")),
    SKIP_PRECHECK(setting("skip-precheck", BOOLEAN, "Publish without the precheck; needs a reason and is recorded.")
            .byDefault("false")),
    SKIP_REASON(setting("skip-reason", TEXT, "Why the precheck is skipped; the reviewer reads it.")),
    OFFLINE(setting("offline", BOOLEAN, "Check without contacting the Marketplace.")
            .byDefault("false")),
    FAIL_ON(choice("fail-on", FailOn.class, "The findings that make the precheck command fail.")
            .inProject("precheck.failOn")
            .byDefault(FailOn.ERROR)),
    COVERAGE_THRESHOLD(setting("coverage-threshold", PERCENT, "Percent of lines that tests must cover.")
            .inProject("quality.coverageThreshold")
            .byDefault("80")),
    WAIT(setting("wait", BOOLEAN, "Wait for the review's decision after submitting.")
            .byDefault("false")),
    WAIT_TIMEOUT(setting("wait-timeout", DURATION, "How long to wait for the decision.")
            .inProject("waitTimeout")
            .byDefault("30m")),

    API_URL(setting("api-url", URL, "URL of the Marketplace; https, or http on loopback.")
            .env("PX_MARKETPLACE_API_URL", "PX_PUBLISH_API_BASE")
            .inHome("marketplace.apiUrl", "publishApi.baseUrl")),
    API(choice("api", ApiGeneration.class, "Which registry serves that URL.")
            .env("PX_MARKETPLACE_API")
            .inProject("api")
            .inHome("marketplace.api")
            .byDefault(ApiGeneration.MARKETPLACE)),
    TOKEN(setting("token", SECRET, "Token with plugin:publish; never an option, since other processes can read those.")
            .token()
            .env("PX_MARKETPLACE_TOKEN", "PX_PUBLISH_API_TOKEN")
            .inHome("marketplace.token", "publishApi.apiKey")
            .offeredBy(FrontEnd.ACTION)),
    TOKEN_FILE(setting("token-file", SECRET_FILE, "File that holds the token.").env("PX_MARKETPLACE_TOKEN_FILE")),
    ID_TOKEN(setting("id-token", SECRET, "The CI's OpenID Connect token, exchanged for a token if none is given.")
            .token()
            .offeredBy()),
    ID_TOKEN_FILE(setting("id-token-file", SECRET_FILE, "File that holds the CI's OpenID Connect token.")
            .offeredBy(FrontEnd.COMMAND)),
    OIDC_AUDIENCE(setting(
                    "oidc-audience",
                    TEXT,
                    "Audience of the identity token that a GitHub job requests; the Marketplace's own if omitted.")
            .inProject("oidc.audience")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),
    OIDC_REQUEST_URL(setting("oidc-request-url", URL, "URL at which a GitHub job requests its identity token.")
            .env("ACTIONS_ID_TOKEN_REQUEST_URL")
            .offeredBy()),
    OIDC_REQUEST_TOKEN(
            setting("oidc-request-token", SECRET, "Token with which a GitHub job requests its identity token.")
                    .token()
                    .env("ACTIONS_ID_TOKEN_REQUEST_TOKEN")
                    .offeredBy()),

    TENANT(setting("tenant", TEXT, "Tenant of PowerX core's registry; the token's own if omitted.")
            .inHome("marketplace.tenant")),
    COMMIT(setting("commit", TEXT, "Commit that was built; taken from the CI or the git checkout if omitted.")),
    COVERAGE(
            setting("coverage", PERCENT, "Percent of lines covered if no report says so; for PowerX core's registry.")),

    SIGNING_PROFILE(choice(
                    "signing-profile",
                    SigningProfile.class,
                    "What is signed and how; ed25519-package for PowerX core's registry if omitted.")
            .inProject("signer.profile")
            .inHome("signing.profile")
            .byDefault(SigningProfile.CMS)),
    SIGNING_KEY(setting("signing-key", PATH_OR_KEY, "Private key: PEM or PKCS#12 file; PEM text in the variable only.")
            .inHome("signing.key")),
    SIGNING_KEY_ID(setting(
                    "signing-key-id",
                    TEXT,
                    "Id under which PowerX core's registry knows the public key; made from the key and registered if omitted.")
            .inHome("signing.keyId")),
    SIGNING_CERTIFICATE(setting("signing-certificate", PATH_OR_PEM, "Certificate and intermediates: PEM file or text.")
            .inProject("signer.certificate")
            .inHome("signing.certificate")),
    SIGNING_PASSPHRASE(setting("signing-passphrase", SECRET, "Passphrase of the key.")
            .inHome("signing.passphrase")
            .offeredBy(FrontEnd.ACTION)),
    SIGNING_ENDPOINT(setting("signing-endpoint", URL, "Signing service to use instead of a local key.")
            .env("PX_SIGNING_ENDPOINT", "PX_PKG_SIGNER_ENDPOINT")
            .inHome("signing.endpoint")),
    SIGNING_TOKEN(setting("signing-token", SECRET, "Token of the signing service.")
            .token()
            .inHome("signing.token")
            .offeredBy(FrontEnd.ACTION)),

    TELEMETRY(setting("telemetry", SWITCH, "Sending of publish events; DO_NOT_TRACK=1 also turns it off.")
            .env("PX_TELEMETRY", "DO_NOT_TRACK")
            .inProject("telemetry.enabled")
            .inHome("telemetry.enabled")
            .byDefault("on")),
    TELEMETRY_ENDPOINT(setting("telemetry-endpoint", URL, "Where publish events go; the Marketplace by default.")
            .inProject("telemetry.endpoint")
            .inHome("telemetry.endpoint")),
    TELEMETRY_TOKEN(setting(
                    "telemetry-token",
                    SECRET,
                    "Token of the telemetry endpoint; the Marketplace's is never used there.")
            .token()
            .inHome("telemetry.token")
            .offeredBy(FrontEnd.ACTION)),

    UPLOAD_CONCURRENCY(setting("upload-concurrency", INTEGER, "Maximum number of parts in flight.")
            .range(1, 16)
            .inProject("upload.concurrency")
            .inHome("upload.concurrency")
            .byDefault("4")),
    UPLOAD_LIMIT(setting("upload-limit", RATE, "Bandwidth limit of the upload, such as 10MB/s.")
            .inProject("upload.limit")
            .inHome("upload.limit")),
    ARTIFACT_STORE_ENDPOINT(setting(
                    "artifact-store-endpoint",
                    URL,
                    "URL of an S3 store for artifacts in place of the Marketplace's own; https, or http on loopback.")
            .inHome("artifactStore.endpoint")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),
    ARTIFACT_STORE_BUCKET(setting("artifact-store-bucket", TEXT, "Bucket of the artifact store.")
            .inProject("artifactStore.bucket")
            .inHome("artifactStore.bucket")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),
    ARTIFACT_STORE_PREFIX(setting("artifact-store-prefix", TEXT, "Folder in the bucket for artifacts.")
            .inProject("artifactStore.prefix")
            .inHome("artifactStore.prefix")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),
    ARTIFACT_STORE_REGION(setting("artifact-store-region", TEXT, "Region that requests to the store are signed for.")
            .inProject("artifactStore.region")
            .inHome("artifactStore.region")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)
            .byDefault("us-east-1")),
    ARTIFACT_STORE_PATH_STYLE(setting(
                    "artifact-store-path-style",
                    BOOLEAN,
                    "Bucket in the path rather than in the host name; true unless the store is Amazon's.")
            .inHome("artifactStore.pathStyle")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),
    ARTIFACT_STORE_ACCESS_KEY(setting("artifact-store-access-key", SECRET, "Access key id of the artifact store.")
            .inHome("artifactStore.accessKey")
            .offeredBy(FrontEnd.ACTION)),
    ARTIFACT_STORE_SECRET(setting("artifact-store-secret", SECRET, "Secret access key of the artifact store.")
            .inHome("artifactStore.secret")
            .offeredBy(FrontEnd.ACTION)),
    ARTIFACT_STORE_SESSION_TOKEN(
            setting("artifact-store-session-token", SECRET, "Session token that goes with temporary credentials.")
                    .inHome("artifactStore.sessionToken")
                    .offeredBy(FrontEnd.ACTION)),
    DEADLINE(setting("deadline", DURATION, "Time allowed for the upload; parts already uploaded are kept.")
            .env("PX_DEADLINE")
            .inProject("upload.deadline")),
    CONNECT_TIMEOUT(setting("connect-timeout", DURATION, "Time allowed for one connection.")
            .inHome("http.connectTimeout")
            .byDefault("10s")),
    STALL_TIMEOUT(
            setting("stall-timeout", DURATION, "Time without a byte in either direction before a request is abandoned.")
                    .inHome("http.stallTimeout")
                    .byDefault("60s")),
    PROXY(setting("proxy", URL, "Proxy for https requests.")
            .env("PX_PROXY", "HTTPS_PROXY", "https_proxy")
            .inHome("http.proxy")),
    NO_PROXY(setting("no-proxy", TEXT, "Hosts, suffixes and CIDR blocks that are reached directly.")
            .env("PX_NO_PROXY", "NO_PROXY", "no_proxy")
            .inHome("http.noProxy")),
    CA_BUNDLE(setting("ca-bundle", PATH_OR_PEM, "Certificates trusted in addition to the system's: PEM file or text.")
            .inHome("http.caBundle")),

    SOURCE_DATE_EPOCH(
            setting("source-date-epoch", EPOCH_SECONDS, "Time of every entry of a package, in seconds since 1970.")
                    .env("SOURCE_DATE_EPOCH")
                    .offeredBy()),
    PUBLISH_ENABLED(setting("publish-enabled", BOOLEAN, "Feature flag: false stops every publish.")
            .env("PX_PLUGIN_PUBLISH")
            .offeredBy()
            .byDefault("true")),
    PRECHECK_BLOCKS(
            setting("precheck-blocks", BOOLEAN, "Feature flag: false turns the precheck's errors into warnings.")
                    .env("PX_PLUGIN_PUBLISH_PRECHECK")
                    .offeredBy()
                    .byDefault("true")),

    SANDBOX(setting("sandbox", BOOLEAN, "Publish to the embedded Marketplace instead of a real one.")
            .offeredBy(FrontEnd.COMMAND)
            .byDefault("false")),
    SANDBOX_DATA(
            setting("sandbox-data", PATH, "Folder of the embedded Marketplace; ~/.powerx-plugin/sandbox by default.")
                    .offeredBy(FrontEnd.COMMAND)
                    .inHome("sandbox.data")),
    JSON(setting("json", BOOLEAN, "Write the result to standard output as JSON.")
            .offeredBy(FrontEnd.COMMAND)
            .byDefault("false")),
    LOG_FORMAT(choice("log-format", LogFormat.class, "Log format on standard error.")
            .byDefault(LogFormat.TEXT)),
    CI(setting("ci", SWITCH, "Format output for CI logs: no redrawing, no colour, the result as JSON.")
            .offeredBy(FrontEnd.COMMAND)
            .byDefault("off")),
    QUIET(setting("quiet", BOOLEAN, "Only the result and errors.")
            .offeredBy(FrontEnd.COMMAND)
            .byDefault("false")),
    VERBOSE(setting("verbose", BOOLEAN, "Also show every request attempt.")
            .offeredBy(FrontEnd.COMMAND)
            .byDefault("false"));

    // A record of immutable lists, which the checker cannot see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final SettingSpec spec;

    Setting(SettingSpec.Builder spec) {
        this.spec = spec.build();
    }

    /** The kebab-case name: the option without its dashes, and the action's input. */
    public String id() {
        return spec.id();
    }

    public SettingType type() {
        return spec.type();
    }

    /** One sentence for help and reference. */
    public String description() {
        return spec.description();
    }

    /** Environment variables, the first that is set counts. */
    public List<String> variables() {
        return spec.variables();
    }

    /** Dotted key in publish.yml and px-plugin.config; null if project files cannot set it. */
    public @Nullable String projectKey() {
        return spec.projectKey();
    }

    /** Dotted keys in the user's configuration file, the first that is set counts. */
    public List<String> homeKeys() {
        return spec.homeKeys();
    }

    public @Nullable String defaultValue() {
        return spec.defaultValue();
    }

    /** The allowed values; empty if the type decides alone. */
    public List<String> choices() {
        return spec.choices();
    }

    /** Front ends that offer it by name. */
    public Set<FrontEnd> frontEnds() {
        return spec.frontEnds();
    }

    /** Whether every value is a secret. */
    public boolean secret() {
        return spec.type() == SECRET;
    }

    /** Whether a value is a secret unless it is the path of an existing file. */
    public boolean secretUnlessFile() {
        return spec.type() == PATH_OR_KEY || spec.type() == SECRET_FILE;
    }

    /** The setting of that name. */
    public static Optional<Setting> ofId(String id) {
        return Arrays.stream(values())
                .filter(setting -> setting.id().equals(id))
                .findFirst();
    }

    /** @throws InvalidValueException with a clause that follows the setting's name */
    Object parse(String text) throws InvalidValueException {
        return spec.reader().read(text);
    }
}
