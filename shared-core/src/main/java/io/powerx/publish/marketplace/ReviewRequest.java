package io.powerx.publish.marketplace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of submitReview. */
public record ReviewRequest(
        String publishId,
        @Nullable String notes,
        @Nullable FastTrack fastTrack,
        @Nullable List<Evidence> evidence) {
    public record FastTrack(
            List<String> approvers, @Nullable String reason) {}

    /** @param kind tests, coverage, precheck, sbom or provenance */
    public record Evidence(
            String kind,
            @Nullable String artifact,
            @Nullable String sha256) {}
}
