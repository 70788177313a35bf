package io.powerx.publish.receipt;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.powerx.publish.config.Channel;
import io.powerx.publish.pack.Artifact;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.sign.CertificateInfo;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a publish leaves behind, written on success and, once a publishId exists, on failure (docs/reference/schemas/receipt.schema.json).
 *
 * @param status the Marketplace's word for where the version stands; {@code failed} or {@code interrupted} where the publish ended early
 * @param nextCheckAt asking for the review earlier makes no sense
 * @param alreadyPublished whether an earlier run had published the same content
 * @param contentDigest SHA-256 of integrity.txt in hex
 * @param timings stage id to milliseconds
 * @param retries request attempts beyond the first
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
        @Nullable Integrity integrity,
        @Nullable Signature signature,
        List<CertificateInfo> certificateChain,
        ReleaseMetadata.@Nullable Risk risk,
        ReleaseMetadata.@Nullable Rollout rollout,
        @Nullable Precheck precheck,
        Map<String, Long> timings,
        int retries,
        Client client,
        String marketplace,
        @Nullable Failure error)
        implements Serializable {
    public static final String SCHEMA_VERSION = "1";
    public static final String SCHEMA_ID = "https://powerx.io/schemas/px-publish/receipt-1.json";

    public record Plugin(String id, String name, String version) implements Serializable {}

    /** @param entries files in the list */
    public record Integrity(String file, String sha256, int entries) implements Serializable {}

    public record Signature(String file, String profile, String algorithm) implements Serializable {}

    /**
     * @param blocking false where findings could not stop the publish
     * @param skipReason why it was skipped; null where it ran
     */
    public record Precheck(
            int errors,
            int warnings,
            boolean blocking,
            @Nullable String skipReason) implements Serializable {}

    /** The error that ended the publish. */
    public record Failure(
            String code,
            String category,
            String message,
            String remedy,
            @Nullable String phase,
            @Nullable String requestId,
            @Nullable String supportUrl)
            implements Serializable {}
}
