package io.powerx.publish.sandbox.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A consistent snapshot of a publish with its artifacts, parts and review.
 *
 * @param artifacts in the order of their announcement
 * @param parts by artifact and number
 * @param review null before the submission
 */
public record PublishRecord(
        PublishRow row,
        List<ArtifactRow> artifacts,
        List<PartRow> parts,
        @Nullable ReviewRow review) {
    /** The parts of an artifact, by number. */
    public List<PartRow> partsOf(ArtifactRow artifact) {
        return parts.stream()
                .filter(part -> part.artifact().equals(artifact.name()))
                .toList();
    }

    public Optional<ArtifactRow> artifact(String name) {
        return artifacts.stream()
                .filter(artifact -> artifact.name().equals(name))
                .findFirst();
    }

    /** The files of a complete artifact, in order. */
    public List<String> filesOf(ArtifactRow artifact) {
        return partsOf(artifact).stream().map(PartRow::file).toList();
    }

    /** Whether the upload is complete and verified. */
    public boolean isUploaded() {
        return row.uploadedAt() != null;
    }
}
