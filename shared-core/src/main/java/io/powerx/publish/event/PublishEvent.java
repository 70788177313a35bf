package io.powerx.publish.event;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.finding.Finding;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of a publish. Its strings may contain untrusted text, which must be redacted and escaped before it is shown.
 */
public sealed interface PublishEvent extends Serializable {

    /** The publish to one of several targets begins; the events up to the next one belong to it. */
    record TargetStarted(String target) implements PublishEvent {}

    /** The manifest was read. */
    record PluginRead(String pluginId, String name, String version, String channel) implements PublishEvent {}

    /** @param title what the stage does, such as {@code "Upload 2 artifacts"} */
    record StageStarted(String stage, String title) implements PublishEvent {}

    /** @param detail a short description of the result, such as {@code "12 files, 3.4 MB"} */
    record StageFinished(String stage, Duration elapsed, String detail) implements PublishEvent {}

    /** The stage was skipped, because there was nothing to do. */
    record StageSkipped(String stage, String title, String reason) implements PublishEvent {}

    /** The precheck has finished. */
    record FindingsReported(List<Finding> findings) implements PublishEvent {}

    /**
     * The release was described.
     *
     * @param notes release notes in Markdown
     * @param generated whether a program wrote the notes
     */
    record Described(String notes, boolean generated) implements PublishEvent {}

    /**
     * What the precheck did not insist on. Not reported if the whole precheck was skipped.
     *
     * @param suppressedRules ids of the rules with findings that publish.yml suppresses
     * @param offline whether the rules that ask the Marketplace were not run
     * @param blocking whether errors end the publish
     */
    record PrecheckRelaxed(List<String> suppressedRules, boolean offline, boolean blocking) implements PublishEvent {}

    /**
     * An identity token of the CI was exchanged for a token of the Marketplace.
     *
     * @param claims by name, without the token
     */
    record IdentityExchanged(Map<String, String> claims) implements PublishEvent {}

    /**
     * The package was written.
     *
     * @param file absolute path on the machine where it was packed
     * @param platform {@code any} or {@code os-arch}
     * @param sha256 of the file, in hex
     * @param contentDigest of the version, in hex
     */
    record Packed(String file, String platform, String sha256, String contentDigest) implements PublishEvent {}

    /** @param attached whether an existing publish is continued */
    record Registered(String publishId, String versionId, boolean attached) implements PublishEvent {}

    /** The version is in the review queue. */
    record Submitted(
            String publishId,
            String versionId,
            String reviewQueueId,
            @Nullable String reviewUrl) implements PublishEvent {}

    /**
     * Progress of a transfer, in bytes.
     *
     * @param bytesPerSecond during the last seconds; 0 if unknown
     * @param left remaining time; null if unknown
     */
    record Progress(
            String stage,
            long done,
            long total,
            long bytesPerSecond,
            @Nullable Duration left) implements PublishEvent {}

    /**
     * One attempt of a request, successful or not.
     *
     * @param operation the contract's operationId
     * @param method such as {@code POST}
     * @param url without query
     * @param attempt from 1
     * @param succeeded whether it ended the operation with a result
     * @param status HTTP status; 0 if there was no reply, or if nothing had to be sent
     * @param outcome a short description, such as {@code "created"} or {@code "the connection was reset"}
     * @param nextDelay the delay before the next attempt; null if this was the last one
     */
    record RequestAttempt(
            String operation,
            String method,
            String url,
            String requestId,
            int attempt,
            boolean succeeded,
            int status,
            String outcome,
            Duration elapsed,
            @Nullable Duration nextDelay)
            implements PublishEvent {}

    /** A message for the log. */
    record Note(Level level, String text) implements PublishEvent {
        public enum Level {
            DEBUG,
            INFO,
            WARNING
        }
    }

    /** @param phase the stage that failed; null if none had started */
    record Failed(
            ErrorCode code,
            String message,
            @Nullable String phase,
            @Nullable String requestId) implements PublishEvent {}
}
