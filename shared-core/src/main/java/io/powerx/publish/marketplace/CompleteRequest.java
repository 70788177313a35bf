package io.powerx.publish.marketplace;

import java.util.List;

/** The body of completeUploads. */
public record CompleteRequest(List<CompletedArtifact> artifacts) {
    public record CompletedArtifact(String name, String sha256, List<CompletedPart> parts) {}

    public record CompletedPart(int number, String etag) {}
}
