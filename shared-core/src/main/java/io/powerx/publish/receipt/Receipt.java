package io.powerx.publish.receipt;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.powerx.publish.config.Channel;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.precheck.PackageFacts;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.rollout.Rollout;
import io.powerx.publish.sign.CertificateInfo;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The record of a publish. It is written after success and, once there is a publishId, after failure
 * (docs/reference/schemas/receipt.schema.json).
 *
 * @param status state of the version in the Marketplace; {@code failed} or {@code interrupted} if the publish did not
 *     complete
 * @param nextCheckAt earliest time at which the review can have changed
 * @param alreadyPublished whether an earlier run published the same content
 * @param contentDigest SHA-256 of integrity.txt in hex; if there are several packages, of their lists
 * @param packages one, or one for each platform; empty in the receipts of older publishers
 * @param integrity of the first package
 * @param signature of the first package
 * @param timings milliseconds by stage id
 * @param retries number of repeated requests
 * @param run the run that wrote it; null in receipts of earlier versions
 */
public record Receipt(
        @JsonProperty("$schema") String schema,
        String schemaVersion,
        @Nullable String publishId,
        @Nullable String versionId,
        @Nullable String reviewQueueId,
        @Nullable Instant nextCheckAt,
        String status,
        Plugin plugin,
        Channel channel,
        @Nullable UUID publishRequestId,
        @Nullable String contentDigest,
        @Nullable Instant submittedAt,
        @Nullable String reviewUrl,
        boolean alreadyPublished,
        List<Artifact> artifacts,
        List<PublishedPackage> packages,
        @Nullable Integrity integrity,
        @Nullable Signature signature,
        List<CertificateInfo> certificateChain,
        ReleaseMetadata.@Nullable Risk risk,
        @Nullable Rollout rollout,
        @Nullable Precheck precheck,
        Map<String, Long> timings,
        int retries,
        Client client,
        String marketplace,
        @Nullable Run run,
        @Nullable Failure error)
        implements Serializable {
    public static final String SCHEMA_VERSION = "1";
    public static final String SCHEMA_ID = "https://powerx.io/schemas/px-publish/receipt-1.json";

    public Receipt {
        packages = packages == null ? List.of() : List.copyOf(packages);
    }

    /**
     * This receipt with the outcome of the review.
     *
     * @param review null if its state is not known; the receipt's own state remains then
     * @param failure null if the version was approved
     */
    public Receipt reviewed(@Nullable Review review, @Nullable Failure failure) {
        return review == null
                ? with(reviewQueueId, nextCheckAt, status, reviewUrl, alreadyPublished, failure)
                : with(
                        review.reviewQueueId(),
                        review.nextCheckAt(),
                        review.status(),
                        review.reviewUrl() == null ? reviewUrl : review.reviewUrl(),
                        alreadyPublished,
                        failure);
    }

    /** This receipt for a run that continues its own publish after an interruption, so the content was not published before. */
    public Receipt continued() {
        return with(reviewQueueId, nextCheckAt, status, reviewUrl, false, error);
    }

    private Receipt with(
            @Nullable String otherReviewQueueId,
            @Nullable Instant otherNextCheckAt,
            String otherStatus,
            @Nullable String otherReviewUrl,
            boolean otherAlreadyPublished,
            @Nullable Failure otherError) {
        return new Receipt(
                schema,
                schemaVersion,
                publishId,
                versionId,
                otherReviewQueueId,
                otherNextCheckAt,
                otherStatus,
                plugin,
                channel,
                publishRequestId,
                contentDigest,
                submittedAt,
                otherReviewUrl,
                otherAlreadyPublished,
                artifacts,
                packages,
                integrity,
                signature,
                certificateChain,
                risk,
                rollout,
                precheck,
                timings,
                retries,
                client,
                marketplace,
                run,
                otherError);
    }

    public record Plugin(String id, String name, String version) implements Serializable {}

    /**
     * A package with its own list and signature.
     *
     * @param name of the artifact
     * @param platform {@code any} or {@code os-arch}
     */
    public record PublishedPackage(String name, String platform, Integrity integrity, Signature signature)
            implements Serializable {}

    /** @param entries number of files in the list */
    public record Integrity(String file, String sha256, int entries) implements Serializable {}

    public record Signature(String file, String profile, String algorithm) implements Serializable {}

    /**
     * @param suppressed number of findings that publish.yml suppresses
     * @param blocking whether findings could stop the publish
     * @param skipReason why the precheck was skipped; null if it was run
     * @param lineCoverage percent of the lines that the tests cover; null if it is not known
     * @param packages what the packages contain; null if it is not known
     */
    public record Precheck(
            int errors,
            int warnings,
            int suppressed,
            boolean blocking,
            @Nullable String skipReason,
            @Nullable Double lineCoverage,
            @Nullable PackageFacts packages)
            implements Serializable {}

    /**
     * One execution of the publish, as telemetry reports it.
     *
     * @param durationMs until the receipt was written
     * @param precheckFailureRate share of the precheck's rules with errors, from 0 to 1; null if it was not run
     */
    public record Run(
            UUID id,
            Instant startedAt,
            long durationMs,
            @Nullable Double precheckFailureRate) implements Serializable {}

    /** The error that ended the publish, or the wait for its review. */
    public record Failure(
            String code,
            String category,
            String message,
            String remedy,
            @Nullable String phase,
            @Nullable String requestId,
            @Nullable String supportUrl)
            implements Serializable {

        /**
         * @param phase the stage that failed; null if none had started
         * @param vocabulary the front end's words, for the remedy
         */
        public static Failure of(PublishException failure, @Nullable String phase, Vocabulary vocabulary) {
            return new Failure(
                    failure.code().wireName(),
                    failure.code().category().wireName(),
                    failure.getMessage(),
                    failure.remedy(vocabulary),
                    phase,
                    failure.requestId().orElse(null),
                    failure.supportUrl().orElse(null));
        }
    }
}
