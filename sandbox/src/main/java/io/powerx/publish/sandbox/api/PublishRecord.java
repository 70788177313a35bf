package io.powerx.publish.sandbox.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A publish with everything that belongs to it, as of one moment.
 *
 * @param artifacts in the order in which they were announced
 * @param parts by artifact and number
 * @param review null until it is submitted
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

    /** The files of an artifact that is here whole, in order. */
    public List<String> filesOf(ArtifactRow artifact) {
        return partsOf(artifact).stream().map(PartRow::file).toList();
    }

    /** Whether the bytes are here and verified. */
    public boolean isUploaded() {
        return row.uploadedAt() != null;
    }
}
