package io.powerx.publish.error;

import static io.powerx.publish.error.ErrorCategory.AUTH;
import static io.powerx.publish.error.ErrorCategory.CONFLICT;
import static io.powerx.publish.error.ErrorCategory.INTERNAL;
import static io.powerx.publish.error.ErrorCategory.NETWORK;
import static io.powerx.publish.error.ErrorCategory.PACKAGING;
import static io.powerx.publish.error.ErrorCategory.PRECHECK;
import static io.powerx.publish.error.ErrorCategory.REJECTED;
import static io.powerx.publish.error.ErrorCategory.SIGNING;
import static io.powerx.publish.error.ErrorCategory.USAGE;

import java.util.Locale;

/**
 * Every way in which a publish can fail. Exit codes, Jenkins results, the action's {@code error-code} output, the error
 * reference, log fields and telemetry are derived from it.
 *
 * <p>Remedies refer to options as <code>{option}</code> and to commands as <code>{command:publish}</code>; each front
 * end renders them with its own {@link Vocabulary}.
 */
public enum ErrorCode {
    INTERNAL_ERROR(
            INTERNAL,
            "The publisher failed unexpectedly",
            "Report the problem and attach publish-debug.log, which contains no secrets."),

    PUBLISH_DISABLED(
            USAGE,
            "Publishing is disabled",
            "Once publishing is allowed again, remove PX_PLUGIN_PUBLISH or set it to true."),
    OPTION_INVALID(USAGE, "An option or argument is unknown or invalid", "Correct it; {help} shows what is possible."),
    CONFIG_INVALID(USAGE, "A configuration file is invalid", "Correct the file at the reported location."),
    CONFIG_UNREADABLE(USAGE, "A file cannot be read", "Check the path and its permissions."),
    PROJECT_NOT_FOUND(
            USAGE, "The project folder does not exist", "Set {project} to the folder that contains plugin.yaml."),
    MANIFEST_MISSING(
            USAGE,
            "The project has no plugin.yaml",
            "Set {project} to the folder that contains plugin.yaml, or create the file."),
    MANIFEST_INVALID(USAGE, "plugin.yaml is invalid", "Correct plugin.yaml at the reported location."),
    CHANNEL_UNKNOWN(USAGE, "The channel does not exist", "Set {channel} to stable or beta."),
    NOTES_UNREADABLE(USAGE, "The release notes cannot be read", "Set {notes} to a UTF-8 text file of at most 1 MiB."),
    SKIP_REASON_MISSING(
            USAGE,
            "The precheck cannot be skipped without a reason",
            "Explain the reason to the reviewer with {skip-reason}."),
    ENDPOINT_MISSING(
            USAGE,
            "No Marketplace is configured",
            "Set {api-url} to the URL of the Marketplace, or set {sandbox} to try the embedded one."),
    ENDPOINT_INSECURE(USAGE, "The URL does not use https", "Use an https URL; plain http is allowed only on loopback."),
    RECEIPT_UNREADABLE(
            USAGE, "The receipt cannot be read", "Set {receipt} to the publish-receipt.json of an earlier publish."),
    RECEIPT_UNWRITABLE(
            USAGE,
            "The receipt cannot be written",
            "Set {receipt} to another path, in a folder that you can write to, then {again}."),
    RESUME_MISMATCH(
            USAGE,
            "The publish to resume has different content",
            "Check out the commit from which the publish was made, or publish without {resume}."),
    PUBLISH_NOT_FOUND(
            USAGE,
            "The Marketplace does not know this publish",
            "Check the id of the publish and the URL of the Marketplace."),
    NOT_OFFERED(
            USAGE,
            "The registry does not support this operation",
            "Ask the operators of the registry to enable it, or use a registry that supports it."),

    PRECHECK_FAILED(
            PRECHECK,
            "The plugin does not pass the precheck",
            "Correct the reported findings and try again; {command:precheck} runs only the precheck."),

    TAG_MISMATCH(
            PRECHECK,
            "The git tag does not match the version",
            "Set the version in plugin.yaml, commit it, and move the tag to that commit; or check out the commit of the tag."),

    TOKEN_MISSING(
            AUTH,
            "No token for the Marketplace is configured",
            "Provide a token with the plugin:publish permission through {token}."),
    UNAUTHORIZED(
            AUTH,
            "The Marketplace rejected the token",
            "The token is wrong or has expired; provide a new one through {token}."),
    MISSING_PERMISSION(
            AUTH,
            "The token lacks a required permission",
            "Ask the administrators of the Marketplace for a token with the plugin:publish permission, and "
                    + "provide it through {token}."),
    IDENTITY_TOKEN_UNAVAILABLE(
            AUTH,
            "The CI did not issue an identity token",
            "Allow the job to request identity tokens ({oidc}), or provide a token through {token}."),
    IDENTITY_TOKEN_INVALID(
            AUTH,
            "The Marketplace rejected the CI's identity token",
            "Check the audience of the token and the clock of the runner."),
    PUBLISHER_NOT_TRUSTED(
            AUTH,
            "The plugin does not trust this workflow to publish",
            "Register the reported claims as a trusted publisher of the plugin in the Marketplace."),

    STORE_UNAUTHORIZED(
            AUTH,
            "The artifact store rejected the credentials",
            "Check {artifact-store-access-key}, {artifact-store-secret} and {artifact-store-session-token}; "
                    + "they must allow writing below the prefix."),
    STORE_INVALID(
            USAGE,
            "The artifact store does not match its configuration",
            "Check {artifact-store-endpoint}, {artifact-store-bucket} and {artifact-store-region}."),

    TELEMETRY_UNAUTHORIZED(
            AUTH,
            "The telemetry endpoint rejected the token, or requires one",
            "Set {telemetry-token} to a token that the endpoint accepts; the Marketplace's token is never sent there."),
    TELEMETRY_INVALID(
            USAGE,
            "The server does not receive telemetry",
            "Check {telemetry-endpoint} or, if that is not set, {api-url}."),

    VERSION_CONFLICT(
            CONFLICT,
            "The Marketplace already has this version with different content",
            "Increase the version in plugin.yaml and publish again; a published version never changes."),
    PUBLISH_IN_PROGRESS(
            CONFLICT,
            "Another publish of this version with different content is in progress",
            "Wait until the other publish has finished, or withdraw it; make sure that only one job "
                    + "publishes a version."),

    NETWORK_UNREACHABLE(
            NETWORK,
            "The server cannot be reached",
            "Check the host name and the port of the URL, the proxy and the network, then {again}."),
    TLS_FAILED(
            NETWORK,
            "A secure connection could not be established",
            "Check the server's certificate; if your company's own authority issued it, add that authority "
                    + "to {ca-bundle}."),
    SERVER_UNAVAILABLE(NETWORK, "The server is unavailable", "Wait a few minutes, then {again}."),
    RATE_LIMITED(NETWORK, "The server received too many requests", "Wait a few minutes, then {again}."),
    PROTOCOL_ERROR(
            NETWORK,
            "The server does not reply like a Marketplace",
            "Check that {api-url} is a PowerX Marketplace and not, for example, a proxy's login page."),
    CONTRACT_VIOLATED(
            NETWORK,
            "The Marketplace's reply violates the contract",
            "Report this to the operators of the Marketplace; {command:conformance} checks a Marketplace "
                    + "against the contract."),
    UPLOAD_FAILED(NETWORK, "The upload did not complete", "Uploaded parts are kept. To continue, {again}."),
    DEADLINE_EXCEEDED(
            NETWORK,
            "The publish exceeded its deadline",
            "Uploaded parts are kept. Increase {deadline} if necessary; to continue, {again}."),

    PACKAGE_FAILED(PACKAGING, "The package cannot be written", "Check the reported path, then {again}."),
    PACKAGE_CONTENT_REFUSED(
            PACKAGING,
            "A file is not allowed in a package",
            "Remove the file, or exclude it with artifacts.ignore in publish.yml."),
    PACKAGE_INVALID(
            PACKAGING, "The package is invalid", "Do not install the package; obtain it again from its source."),
    FILE_CHANGED(
            PACKAGING,
            "A file changed while it was being packed or uploaded",
            "Make sure that the build finishes before publishing, then {again}."),
    ARTIFACT_TOO_LARGE(
            PACKAGING,
            "The package exceeds the size limit of the Marketplace",
            "Reduce the size of the package, or ask the operators of the Marketplace for a higher limit."),
    STORAGE_FAILED(PACKAGING, "A file cannot be written", "Check the reported path, then {again}."),
    DISK_FULL(PACKAGING, "The disk is full", "Free some disk space or increase the quota, then {again}."),

    SIGNING_KEY_MISSING(
            SIGNING,
            "No signing key is configured",
            "Set {signing-key} and {signing-certificate}, or configure {signing-endpoint}."),
    SIGNING_KEY_UNREADABLE(
            SIGNING, "The signing key cannot be read", "Check {signing-key}, its format and {signing-passphrase}."),
    SIGNING_CERTIFICATE_INVALID(
            SIGNING,
            "The signing certificate cannot be used",
            "Renew or replace {signing-certificate}; it must be valid and belong to the signing key."),
    SIGNING_SERVICE_FAILED(
            SIGNING,
            "The signing service did not return a signature",
            "Check {signing-endpoint} and its token, then {again}."),
    SIGNATURE_INVALID(
            SIGNING,
            "The signature is not valid",
            "Check that the key, the certificate and the signing profile belong together."),

    VALIDATION_FAILED(REJECTED, "The Marketplace rejected the release metadata", "Correct the reported fields."),
    PUBLISH_REJECTED(
            REJECTED,
            "The Marketplace rejected the release",
            "Read the reason, correct the plugin and publish a new version."),
    PARTS_MISSING(
            REJECTED,
            "Uploaded parts are missing from the store",
            "Publish again; if the error persists, contact the operators of the Marketplace."),
    CHECKSUM_MISMATCH(
            REJECTED,
            "The Marketplace received different bytes than were sent",
            "Publish again; if the error persists, contact the operators of the Marketplace."),
    STATE_REFUSED(
            REJECTED,
            "The publish is in a state that does not allow this operation",
            "Use {command:status} to see the current state of the publish."),
    REVIEW_NEGATIVE(
            REJECTED,
            "The review ended without approval",
            "Read the reviewer's notes, correct the plugin and publish a new version."),
    WAIT_TIMEOUT(
            REJECTED,
            9,
            "The review has not finished yet",
            "The version remains in the review queue; use {command:wait} to continue waiting."),

    INTERRUPTED(USAGE, 130, "The publish was interrupted", "Nothing is lost. To continue, {again}.");

    private final ErrorCategory category;
    private final int exitCode;
    private final String summary;
    private final String remedy;

    ErrorCode(ErrorCategory category, String summary, String remedy) {
        this(category, category.exitCode(), summary, remedy);
    }

    ErrorCode(ErrorCategory category, int exitCode, String summary, String remedy) {
        this.category = category;
        this.exitCode = exitCode;
        this.summary = summary;
        this.remedy = remedy;
    }

    public ErrorCategory category() {
        return category;
    }

    /** The exit code of the process. */
    public int exitCode() {
        return exitCode;
    }

    /** What happened, as a sentence without a period and without details of the case. */
    public String summary() {
        return summary;
    }

    /** What to do, with <code>{placeholders}</code> for a {@link Vocabulary}. */
    public String remedy() {
        return remedy;
    }

    /**
     * The stable name in logs, outputs and the error reference; the same as in the Marketplace's problem documents if
     * they have it.
     */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Location of this code in the error reference, relative to the docs folder. */
    public String docsAnchor() {
        return "reference/errors.md#" + wireName();
    }
}
