package io.powerx.publish.event;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.finding.Finding;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened in a publish. Texts may be foreign; who shows them redacts and escapes. */
public sealed interface PublishEvent extends Serializable {

    /** The plugin is known. */
    record PluginRead(String pluginId, String name, String version, String channel) implements PublishEvent {}

    /** @param title what the stage does, as a person reads it: {@code "Upload 2 artifacts"} */
    record StageStarted(String stage, String title) implements PublishEvent {}

    /** @param detail the outcome in a few words, such as {@code "12 files, 3.4 MB"} */
    record StageFinished(String stage, Duration elapsed, String detail) implements PublishEvent {}

    /** The stage had nothing to do. */
    record StageSkipped(String stage, String reason) implements PublishEvent {}

    /** The checks have ended. */
    record FindingsReported(List<Finding> findings) implements PublishEvent {}

    /**
     * The package is written.
     *
     * @param file absolute path on the machine that packed it
     * @param sha256 of the file, in hex
     * @param contentDigest of the list of its files, in hex
     */
    record Packed(String file, String sha256, String contentDigest) implements PublishEvent {}

    /** The server has given ids. */
    record Registered(String publishId, String versionId, boolean attached) implements PublishEvent {}

    /** The version stands in the review queue. */
    record Submitted(
            String publishId,
            String versionId,
            String reviewQueueId,
            @Nullable String reviewUrl) implements PublishEvent {}

    /**
     * Bytes on their way.
     *
     * @param bytesPerSecond over the last seconds; 0 while unknown
     * @param left time left; null while unknown
     */
    record Progress(
            String stage,
            long done,
            long total,
            long bytesPerSecond,
            @Nullable Duration left) implements PublishEvent {}

    /**
     * One request attempt, counted whatever its end.
     *
     * @param operation the contract's operationId
     * @param attempt from 1
     * @param status HTTP status; 0 where no answer came
     * @param outcome a few words: {@code "created"}, {@code "reset by peer"}
     * @param nextDelay the wait before the next attempt; null where there is none
     */
    record RequestAttempt(
            String operation,
            String requestId,
            int attempt,
            int status,
            String outcome,
            Duration elapsed,
            @Nullable Duration nextDelay)
            implements PublishEvent {}

    /** Something worth a line. */
    record Note(Level level, String text) implements PublishEvent {
        public enum Level {
            DEBUG,
            INFO,
            WARNING
        }
    }

    /** The publish failed. */
    record Failed(
            ErrorCode code,
            String message,
            @Nullable String phase,
            @Nullable String requestId) implements PublishEvent {}
}
