package io.powerx.publish.precheck;

import io.powerx.publish.config.Channel;
import io.powerx.publish.config.ConfigDocument;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.pack.PackRequest;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The input of a precheck besides the files of the plugin. Serializable, because Jenkins runs the rules on the agent.
 *
 * @param now the time that expiry dates and rollouts are compared with
 * @param registry null if the Marketplace was not queried
 * @param notes the release notes; null if there are none
 * @param packages select the files that would be packed; one, or one for each platform
 * @param gates input of the quality gates; null for a registry without gates
 * @param signing null if nothing to sign with is configured
 * @param problems what was found while the input was collected
 */
public record PrecheckRequest(
        Channel channel,
        Instant now,
        @Nullable RegistryState registry,
        Configuration configuration,
        @Nullable Notes notes,
        List<PackRequest> packages,
        @Nullable ReleaseGates gates,
        @Nullable Signing signing,
        List<Problem> problems)
        implements Serializable {

    /**
     * The release notes.
     *
     * @param file that contains them, relative to the project or absolute; null if they are from the changelog or the commits
     */
    public record Notes(String text, @Nullable String file) implements Serializable {}

    /**
     * The configuration of the project.
     *
     * @param files the configuration files as far as they can be read, even if they are invalid
     * @param coverageThreshold required line coverage in percent, which options can override
     * @param testReports globs of JUnit XML reports (quality.tests); empty for the usual paths
     * @param coverageReports globs of coverage reports (quality.coverage); empty for the usual paths
     */
    public record Configuration(
            List<ConfigDocument.Text> files,
            double coverageThreshold,
            List<String> testReports,
            List<String> coverageReports)
            implements Serializable {}

    /**
     * The signing setup, without secrets.
     *
     * @param certificateExpires null if it is unknown, such as with a signing service
     * @param missingIssuer the issuer of the signer's certificate, if its own certificate was not supplied; null if it was, or if that is
     *     unknown
     */
    public record Signing(
            @Nullable Instant certificateExpires, @Nullable String missingIssuer) implements Serializable {
        /** How long before its expiry a certificate should be replaced, because getting a new one takes time. */
        public static final Duration RENEWAL_NOTICE = Duration.ofDays(14);

        /** The remedy for a missing issuer. */
        public static final String COMPLETE_CHAIN =
                "Append the certificate of the issuer, and of all authorities above it, to the file in {signing-certificate}."
                        + " The root itself may be among them; it does not become part of the signature.";
    }

    /** What a problem concerns; each subject has a rule. */
    public enum Subject {
        CONFIGURATION,
        TAG,
        NOTES,
        SIGNING,
        MARKETPLACE,
        PERMISSION,
        VERSION,
        PREFLIGHT
    }

    /**
     * A part of the input that cannot be used.
     *
     * @param message a sentence without a full stop
     * @param remedy may contain placeholders for a {@link io.powerx.publish.error.Vocabulary}
     */
    public record Problem(
            Subject subject,
            String message,
            String remedy,
            @Nullable SourceLocation location) implements Serializable {
        public static Problem of(Subject subject, PublishException error) {
            return new Problem(
                    subject,
                    "Cannot " + error.tried() + ": " + error.found(),
                    error.remedyTemplate(),
                    error.location().orElse(null));
        }
    }

    /** The first package; the others differ in their platforms only. */
    public PackRequest pack() {
        return packages.get(0);
    }

    /** The versions of the channel that tenants can have, newest first; null if the Marketplace was not queried. */
    public @Nullable List<String> publishedVersions() {
        return registry == null ? null : registry.live(channel);
    }

    /** The result of the Marketplace's preflight; empty if there is none. */
    public Optional<RegistryState.Preflight> preflight() {
        return Optional.ofNullable(registry).map(RegistryState::preflight);
    }

    /** The problems of one kind. */
    public List<Problem> problems(Subject subject) {
        return problems.stream().filter(problem -> problem.subject() == subject).toList();
    }
}
