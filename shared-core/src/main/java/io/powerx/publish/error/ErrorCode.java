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

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every way a publish can fail. From here come exit codes, Jenkins results, the action's {@code error-code} output, the error
 * reference in the docs, log fields and telemetry.
 *
 * <p>Remedies name options as <code>{option}</code> and commands as <code>{command:publish}</code>; each front end renders them with
 * its own {@link Vocabulary}.
 */
public enum ErrorCode {
    INTERNAL_ERROR(
            INTERNAL, "An error inside the publisher", "Attach publish-debug.log to a report; it holds no secret."),

    PUBLISH_DISABLED(
            USAGE,
            "Publishing is switched off",
            "PX_PLUGIN_PUBLISH is false. Unset it, or set it to true, once publishing is allowed again."),
    OPTION_INVALID(USAGE, "An option or its value is not understood", "Correct the option; {help} lists them all."),
    CONFIG_INVALID(USAGE, "A configuration file is not valid", "Correct the file at the place named."),
    CONFIG_UNREADABLE(USAGE, "A file that was named cannot be read", "Check the path and its permissions."),
    PROJECT_NOT_FOUND(
            USAGE, "The project folder does not exist", "Point {project} at the folder that holds plugin.yaml."),
    MANIFEST_MISSING(
            USAGE,
            "The project has no plugin.yaml",
            "Point {project} at the folder that holds plugin.yaml, or add one."),
    MANIFEST_INVALID(USAGE, "plugin.yaml cannot be understood", "Correct plugin.yaml at the place named."),
    CHANNEL_UNKNOWN(USAGE, "The channel is not one that the Marketplace has", "Use {channel} with stable or beta."),
    NOTES_UNREADABLE(USAGE, "The release notes cannot be read", "Point {notes} at a UTF-8 text file of at most 1 MiB."),
    SKIP_REASON_MISSING(
            USAGE,
            "The precheck may only be skipped with a reason",
            "Add {skip-reason} with a sentence that the reviewer will read."),
    ENDPOINT_MISSING(
            USAGE,
            "No Marketplace was named",
            "Set {api-url} to the Marketplace's address, or try the embedded one with {sandbox}."),
    ENDPOINT_INSECURE(USAGE, "The address is not https", "Use https; plain http is allowed on loopback only."),
    RECEIPT_UNREADABLE(
            USAGE, "The receipt cannot be read", "Point {receipt} at a publish-receipt.json that a publish wrote."),
    RECEIPT_UNWRITABLE(
            USAGE,
            "The receipt cannot be written",
            "The journal still has everything. Free the path named by {receipt} and run the same command again."),
    RESUME_MISMATCH(
            USAGE,
            "The publish to resume holds other content",
            "Check out the commit that the publish was made from, or publish without {resume}."),
    PUBLISH_NOT_FOUND(
            USAGE, "The Marketplace does not know this publish", "Check the id and the Marketplace's address."),

    NOT_OFFERED(
            USAGE,
            "The registry does not offer this",
            "Ask the registry's operators whether it can be switched on, or use a registry that has it."),

    PRECHECK_FAILED(
            PRECHECK,
            "The plugin does not pass its checks",
            "Correct the findings above and run the same command again; {command:precheck} runs the checks alone."),

    TOKEN_MISSING(AUTH, "There is no token for the Marketplace", "Give a token with plugin:publish through {token}."),
    UNAUTHORIZED(
            AUTH, "The Marketplace does not accept the token", "The token is wrong or has expired: renew {token}."),
    MISSING_PERMISSION(
            AUTH,
            "The token lacks a permission",
            "Ask the Marketplace's administrators for a token with plugin:publish and give it through {token}."),
    IDENTITY_TOKEN_UNAVAILABLE(
            AUTH,
            "The CI gave no identity token",
            "Allow the job to request identity tokens ({oidc}), or give a token through {token}."),
    IDENTITY_TOKEN_INVALID(
            AUTH,
            "The Marketplace does not accept the CI's identity token",
            "Check the audience and the clock of the runner."),
    PUBLISHER_NOT_TRUSTED(
            AUTH,
            "The plugin does not trust this workflow to publish",
            "Register the claims shown as a trusted publisher of the plugin in the Marketplace."),

    STORE_UNAUTHORIZED(
            AUTH,
            "The artifact store does not accept the credentials",
            "Renew {artifact-store-access-key}, {artifact-store-secret} and {artifact-store-session-token}; they must allow "
                    + "writing below the prefix."),
    STORE_INVALID(
            USAGE,
            "The artifact store is not as it was described",
            "Check {artifact-store-endpoint}, {artifact-store-bucket} and {artifact-store-region}."),

    VERSION_CONFLICT(
            CONFLICT,
            "This version is already in the Marketplace with other content",
            "Versions never change once published: raise the version in plugin.yaml and publish again."),
    PUBLISH_IN_PROGRESS(
            CONFLICT,
            "Another publish of this version is under way with other content",
            "Let the other run end, or withdraw it, and make sure that only one job publishes a version."),

    NETWORK_UNREACHABLE(
            NETWORK, "The server cannot be reached", "Check the address, the proxy and the network, then {again}."),
    TLS_FAILED(
            NETWORK,
            "The secure connection was refused",
            "Check the server's certificate; a company's own authority goes into {ca-bundle}."),
    SERVER_UNAVAILABLE(NETWORK, "The server does not answer as it should", "Wait a little, then {again}."),
    RATE_LIMITED(NETWORK, "The server asks to slow down", "Wait a little, then {again}."),
    PROTOCOL_ERROR(
            NETWORK,
            "The server's reply is not one of a Marketplace",
            "Check that {api-url} is a PowerX Marketplace and not, say, a proxy's login page."),
    CONTRACT_VIOLATED(
            NETWORK,
            "The Marketplace's reply violates the contract",
            "Report this to the operators of the Marketplace; {command:conformance} checks it against the contract."),
    UPLOAD_FAILED(NETWORK, "The upload did not end", "What arrived is kept: {again}."),
    DEADLINE_EXCEEDED(
            NETWORK, "The time allowed for the publish is over", "What arrived is kept: {again}, or raise {deadline}."),

    PACKAGE_FAILED(PACKAGING, "The package cannot be written", "Check the path that is reported and its permissions."),
    PACKAGE_CONTENT_REFUSED(
            PACKAGING,
            "A file may not go into a package",
            "Remove the file, or exclude it with artifacts.ignore in publish.yml."),
    PACKAGE_INVALID(
            PACKAGING, "The package is not what it should be", "Do not install it; get it again from its source."),
    FILE_CHANGED(
            PACKAGING,
            "A file changed while it was being packed or sent",
            "Let the build end before publishing, then {again}."),
    ARTIFACT_TOO_LARGE(
            PACKAGING,
            "The package is larger than the Marketplace accepts",
            "Make the package smaller, or ask for a higher limit."),
    STORAGE_FAILED(
            PACKAGING,
            "A file cannot be written",
            "Check the path that is reported and its permissions, then {again}."),
    DISK_FULL(PACKAGING, "The disk is full", "Free some space, then {again}."),

    SIGNING_KEY_MISSING(
            SIGNING,
            "There is no key to sign with",
            "Give {signing-key} and {signing-certificate}, or a signing service."),
    SIGNING_KEY_UNREADABLE(
            SIGNING, "The signing key cannot be read", "Check {signing-key}, its format and {signing-passphrase}."),
    SIGNING_CERTIFICATE_INVALID(
            SIGNING,
            "The signing certificate cannot be used",
            "Renew or replace {signing-certificate}; it must belong to the key."),
    SIGNING_SERVICE_FAILED(
            SIGNING, "The signing service gave no signature", "Check {signing-endpoint} and its token, then {again}."),
    SIGNATURE_INVALID(
            SIGNING, "The signature does not hold", "Check that key, certificate and profile belong together."),

    VALIDATION_FAILED(REJECTED, "The Marketplace refused the release's metadata", "Correct the fields named."),
    PUBLISH_REJECTED(
            REJECTED,
            "The Marketplace rejected the release",
            "Read the reason, correct the plugin and publish a new version."),
    PARTS_MISSING(
            REJECTED,
            "The store lost parts of the upload",
            "Run again; if it stays, tell the Marketplace's operators."),
    CHECKSUM_MISMATCH(
            REJECTED,
            "The Marketplace received other bytes than were sent",
            "Run again; if it stays, tell the Marketplace's operators."),
    STATE_REFUSED(
            REJECTED,
            "The publish is not in a state that allows this",
            "Look at {command:status} for where it stands."),
    REVIEW_NEGATIVE(
            REJECTED,
            "The review ended without approval",
            "Read the reviewer's notes, correct the plugin and publish a new version."),
    WAIT_TIMEOUT(
            REJECTED,
            9,
            "The review has not ended yet",
            "The version stays in the queue; {command:wait} goes on waiting."),

    INTERRUPTED(USAGE, 130, "The publish was interrupted", "Nothing is lost: {again}.");

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

    /** Who has to act. */
    public ErrorCategory category() {
        return category;
    }

    /** The process exit code. */
    public int exitCode() {
        return exitCode;
    }

    /** One clause that says what is wrong, without facts of the case. */
    public String summary() {
        return summary;
    }

    /** What to do, with <code>{placeholders}</code> for a {@link Vocabulary}. */
    public String remedy() {
        return remedy;
    }

    /** The stable name: log field, {@code error-code} output, docs anchor. The same word as the Marketplace's, where it has one. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Where the error reference describes this code, relative to the docs folder. */
    public String docsAnchor() {
        return "reference/errors.md#" + wireName();
    }

    /** The code with that {@link #wireName()}, if there is one. */
    public static Optional<ErrorCode> ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(code -> code.wireName().equals(wireName))
                .findFirst();
    }
}
