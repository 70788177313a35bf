package io.powerx.publish.marketplace;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A publish as the server sees it (contract, Publish).
 *
 * @param subject null if the server does not report it
 * @param status as the server wrote it; {@link PublishState#of} reads it
 */
public record Publish(
        String publishId,
        String versionId,
        String status,
        @Nullable String reviewQueueId,
        List<Upload> uploads,
        @Nullable Subject subject)
        implements Serializable {

    /**
     * What is published.
     *
     * @param channel as the server wrote it; null if it is unknown
     */
    public record Subject(
            String pluginId, String version, @Nullable String channel) implements Serializable {}

    /** Of an unknown subject. */
    public Publish(
            String publishId, String versionId, String status, @Nullable String reviewQueueId, List<Upload> uploads) {
        this(publishId, versionId, status, reviewQueueId, uploads, null);
    }

    /** What to do if the upload of this publish was abandoned and the content has changed since, with placeholders. */
    public String withdrawAdvice() {
        return withdrawAdvice(publishId);
    }

    /** Like {@link #withdrawAdvice()}, for a publish that is only known by its id. */
    public static String withdrawAdvice(String publishId) {
        return "If no other job is publishing this version, withdraw the incomplete publish and publish again: {withdraw %s}."
                .formatted(publishId);
    }

    /**
     * Whether parts have to be uploaded and completed: the status shows it, or it is unknown (from a newer server) and there are URLs to
     * upload to.
     */
    public boolean awaitsUpload() {
        return switch (PublishState.of(status)) {
            case AWAITING_UPLOAD -> true;
            case UNKNOWN ->
                uploads.stream()
                        .flatMap(upload -> upload.parts().stream())
                        .anyMatch(part -> !part.received() && part.url() != null);
            default -> false;
        };
    }

    /**
     * How to upload one artifact.
     *
     * @param mode single or multipart
     * @param partSize bytes of every part except the last; null in single mode
     * @param expiresAt when the signed URLs expire; null if unknown
     * @param checksumHeader request header for a part's SHA-256 in Base64; null if the store checks none
     * @param downloadUrl null before the upload is complete
     */
    public record Upload(
            String artifact,
            @Nullable String sha256,
            String mode,
            @Nullable Long partSize,
            @Nullable Instant expiresAt,
            @Nullable String checksumHeader,
            @Nullable String downloadUrl,
            List<Part> parts)
            implements Serializable {}

    /**
     * @param number from 1
     * @param url signed, a secret; null once received
     * @param headers sent verbatim with the PUT
     */
    public record Part(
            int number,
            @Nullable String url,
            @Nullable Map<String, String> headers,
            boolean received,
            @Nullable String etag,
            @Nullable String sha256)
            implements Serializable {}
}
