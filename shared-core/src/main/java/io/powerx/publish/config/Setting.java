package io.powerx.publish.config;

import static io.powerx.publish.config.SettingSpec.setting;
import static io.powerx.publish.config.SettingType.BOOLEAN;
import static io.powerx.publish.config.SettingType.DURATION;
import static io.powerx.publish.config.SettingType.EPOCH_SECONDS;
import static io.powerx.publish.config.SettingType.INTEGER;
import static io.powerx.publish.config.SettingType.PATH;
import static io.powerx.publish.config.SettingType.PATH_OR_PEM;
import static io.powerx.publish.config.SettingType.PERCENT;
import static io.powerx.publish.config.SettingType.RATE;
import static io.powerx.publish.config.SettingType.SECRET;
import static io.powerx.publish.config.SettingType.SWITCH;
import static io.powerx.publish.config.SettingType.TEXT;
import static io.powerx.publish.config.SettingType.URL;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every setting there is: the one list that options, variables, action inputs, {@code config --explain} and the reference come from.
 *
 * <p>Addresses that are sent a secret (the Marketplace, the signing service) and the secrets themselves have no key in project files:
 * who may change a repository may not redirect the publisher's token.
 */
public enum Setting {
    PROJECT(setting("project", PATH, "Folder of the plugin, the one that holds plugin.yaml.")
            .byDefault(".")),
    CONFIG(setting("config", PATH, "Project configuration file to read instead of publish.yml.")),
    CHANNEL(setting("channel", TEXT, "Channel to publish to.")
            .choices("stable", "beta")
            .inProject("channel")
            .byDefault("stable")),
    NOTES(setting(
                    "notes",
                    PATH,
                    "Release notes, a Markdown file; the version's section of CHANGELOG.md where not given.")
            .inProject("notes")),
    RECEIPT(setting(
                    "receipt",
                    PATH,
                    "Where the receipt is written, and read by status, wait, withdraw and pause-review.")
            .byDefault("publish-receipt.json")),
    OUTPUT(setting("output", PATH, "Folder for packages; in the project unless given as an option.")
            .inProject("output")
            .byDefault("dist")),
    DRY_RUN(setting("dry-run", BOOLEAN, "Say what would be done and change nothing anywhere.")
            .byDefault("false")),
    RESUME(setting("resume", TEXT, "The publishId to go on with; found by content where not given.")),
    SKIP_PRECHECK(setting("skip-precheck", BOOLEAN, "Publish without the checks; needs a reason and is recorded.")
            .byDefault("false")),
    SKIP_REASON(setting("skip-reason", TEXT, "Why the precheck is skipped; the reviewer reads it.")),
    OFFLINE(setting("offline", BOOLEAN, "Check without asking the Marketplace.").byDefault("false")),
    FAIL_ON(setting("fail-on", TEXT, "The findings that make the precheck command fail.")
            .choices("error", "warning", "never")
            .inProject("precheck.failOn")
            .byDefault("error")),
    COVERAGE_THRESHOLD(setting("coverage-threshold", PERCENT, "Percent of lines that tests must cover.")
            .inProject("quality.coverageThreshold")
            .byDefault("80")),
    WAIT(setting("wait", BOOLEAN, "Wait for the review's decision after submitting.")
            .byDefault("false")),
    WAIT_TIMEOUT(setting("wait-timeout", DURATION, "How long to wait for the decision.")
            .inProject("waitTimeout")
            .byDefault("30m")),

    API_URL(setting("api-url", URL, "Address of the Marketplace; https, or http on loopback.")
            .env("PX_MARKETPLACE_API_URL", "PX_PUBLISH_API_BASE")
            .inHome("marketplace.apiUrl", "publishApi.baseUrl")),
    API(setting("api", TEXT, "Which registry answers at that address.")
            .choices("marketplace", "core")
            .env("PX_MARKETPLACE_API")
            .inProject("api")
            .inHome("marketplace.api")
            .byDefault("marketplace")),
    TOKEN(setting("token", SECRET, "Token with plugin:publish; never an option, since other processes can read those.")
            .env("PX_MARKETPLACE_TOKEN", "PX_PUBLISH_API_TOKEN")
            .inHome("marketplace.token", "publishApi.apiKey")
            .offeredBy(FrontEnd.ACTION)),
    TOKEN_FILE(setting("token-file", PATH, "File that holds the token.").env("PX_MARKETPLACE_TOKEN_FILE")),
    ID_TOKEN(setting("id-token", SECRET, "The CI's OpenID Connect token, exchanged for a token where none is given.")
            .offeredBy()),
    ID_TOKEN_FILE(setting("id-token-file", PATH, "File that holds the CI's OpenID Connect token.")
            .offeredBy(FrontEnd.COMMAND)),
    OIDC_AUDIENCE(setting(
                    "oidc-audience",
                    TEXT,
                    "Audience that a GitHub job asks its identity token for; the Marketplace tells it where not given.")
            .inProject("oidc.audience")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),
    OIDC_REQUEST_URL(setting("oidc-request-url", URL, "Where a GitHub job asks for its identity token.")
            .env("ACTIONS_ID_TOKEN_REQUEST_URL")
            .offeredBy()),
    OIDC_REQUEST_TOKEN(setting("oidc-request-token", SECRET, "What a GitHub job asks for its identity token with.")
            .env("ACTIONS_ID_TOKEN_REQUEST_TOKEN")
            .offeredBy()),

    TENANT(setting("tenant", TEXT, "Tenant of PowerX core's registry; the token's own where not given.")
            .inHome("marketplace.tenant")),
    COMMIT(setting("commit", TEXT, "Commit that was built; what the CI or the git checkout says where not given.")),
    COVERAGE(setting(
            "coverage", PERCENT, "Percent of lines covered, where no report says it; for PowerX core's registry.")),

    SIGNING_PROFILE(setting(
                    "signing-profile",
                    TEXT,
                    "What is signed and how; for PowerX core's registry ed25519-package where not given.")
            .choices("cms", "rsa-pkcs1", "rsa-pss", "ecdsa-p256", "ed25519-package")
            .inProject("signer.profile")
            .inHome("signing.profile")
            .byDefault("cms")),
    SIGNING_KEY(setting("signing-key", PATH_OR_PEM, "Private key: PEM or PKCS#12 file; PEM text in the variable only.")
            .inHome("signing.key")),
    SIGNING_KEY_ID(setting(
                    "signing-key-id",
                    TEXT,
                    "Id under which PowerX core's registry knows the public key; made from the key and registered where not given.")
            .inHome("signing.keyId")),
    SIGNING_CERTIFICATE(setting("signing-certificate", PATH_OR_PEM, "Certificate and intermediates: PEM file or text.")
            .inProject("signer.certificate")
            .inHome("signing.certificate")),
    SIGNING_PASSPHRASE(setting("signing-passphrase", SECRET, "Passphrase of the key.")
            .inHome("signing.passphrase")
            .offeredBy(FrontEnd.ACTION)),
    SIGNING_ENDPOINT(setting("signing-endpoint", URL, "Signing service that signs in place of a local key.")
            .env("PX_SIGNING_ENDPOINT", "PX_PKG_SIGNER_ENDPOINT")
            .inHome("signing.endpoint")),
    SIGNING_TOKEN(setting("signing-token", SECRET, "Token of the signing service.")
            .inHome("signing.token")
            .offeredBy(FrontEnd.ACTION)),

    TELEMETRY(setting("telemetry", SWITCH, "Sending of publish events; DO_NOT_TRACK=1 turns it off, too.")
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
            .inHome("telemetry.token")
            .offeredBy(FrontEnd.ACTION)),

    UPLOAD_CONCURRENCY(setting("upload-concurrency", INTEGER, "Parts in flight at most.")
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
                    "Address of an S3 store that artifacts go to instead of the Marketplace's own; https, or http on loopback.")
            .inHome("artifactStore.endpoint")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),
    ARTIFACT_STORE_BUCKET(setting("artifact-store-bucket", TEXT, "Bucket of the artifact store.")
            .inProject("artifactStore.bucket")
            .inHome("artifactStore.bucket")
            .offeredBy(FrontEnd.COMMAND, FrontEnd.ACTION)),
    ARTIFACT_STORE_PREFIX(setting("artifact-store-prefix", TEXT, "Folder in the bucket that artifacts go below.")
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
    DEADLINE(setting("deadline", DURATION, "Time allowed for the upload; what arrived is kept.")
            .env("PX_DEADLINE")
            .inProject("upload.deadline")),
    CONNECT_TIMEOUT(setting("connect-timeout", DURATION, "Time allowed for one connection.")
            .inHome("http.connectTimeout")
            .byDefault("10s")),
    STALL_TIMEOUT(
            setting("stall-timeout", DURATION, "Time without a byte in either direction before a request is given up.")
                    .inHome("http.stallTimeout")
                    .byDefault("60s")),
    PROXY(setting("proxy", URL, "Proxy for https requests.")
            .env("PX_PROXY", "HTTPS_PROXY", "https_proxy")
            .inHome("http.proxy")),
    NO_PROXY(setting("no-proxy", TEXT, "Hosts, suffixes and CIDR blocks that are reached directly.")
            .env("PX_NO_PROXY", "NO_PROXY", "no_proxy")
            .inHome("http.noProxy")),
    CA_BUNDLE(setting("ca-bundle", PATH_OR_PEM, "Certificates trusted beside the system's: PEM file or text.")
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
    LOG_FORMAT(setting("log-format", TEXT, "Form of the account on standard error.")
            .choices("text", "json")
            .byDefault("text")),
    CI(setting("ci", SWITCH, "Say things as a CI log needs them: no redrawing, no colour, the result as JSON.")
            .offeredBy(FrontEnd.COMMAND)
            .byDefault("off")),
    QUIET(setting("quiet", BOOLEAN, "Only the result and errors.")
            .offeredBy(FrontEnd.COMMAND)
            .byDefault("false")),
    VERBOSE(setting("verbose", BOOLEAN, "Every request attempt, too.")
            .offeredBy(FrontEnd.COMMAND)
            .byDefault("false"));

    // A record of immutable lists, which the checker cannot see.
    @SuppressWarnings("ImmutableEnumChecker")
    private final SettingSpec spec;

    Setting(SettingSpec spec) {
        this.spec = spec;
    }

    /** The kebab-case name: the option without its dashes, and the action's input. */
    public String id() {
        return spec.id();
    }

    public SettingType kind() {
        return spec.kind();
    }

    /** One sentence for help and reference. */
    public String description() {
        return spec.description();
    }

    /** Environment variables, the first that is set counts. */
    public List<String> variables() {
        return spec.variables();
    }

    /** Dotted key in publish.yml and px-plugin.config; null where project files have no say. */
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

    /** The allowed values; empty where any will do. */
    public List<String> choices() {
        return spec.choices();
    }

    /** Front ends that offer it by name. */
    public Set<FrontEnd> faces() {
        return spec.faces();
    }

    /** Whether the value is never to be seen. */
    public boolean secret() {
        return spec.kind() == SECRET;
    }

    /** The setting of that name. */
    public static Optional<Setting> ofId(String id) {
        return Arrays.stream(values())
                .filter(setting -> setting.id().equals(id))
                .findFirst();
    }

    Object parse(String text) {
        return spec.parse(text);
    }
}
