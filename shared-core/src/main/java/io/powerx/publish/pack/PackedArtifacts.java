package io.powerx.publish.pack;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * The artifacts of a version with their files.
 *
 * @param all at least the package and its integrity list
 */
public record PackedArtifacts(List<PackedArtifact> all) implements Serializable {
    public PackedArtifacts {
        all = List.copyOf(all);
    }

    /** These artifacts and further ones. */
    public PackedArtifacts and(List<PackedArtifact> more) {
        return new PackedArtifacts(Stream.concat(all.stream(), more.stream()).toList());
    }

    /** The package itself. */
    public PackedArtifact packageFile() {
        return first(ArtifactRole.PACKAGE);
    }

    /** The list of the package's files; its SHA-256 is the content digest. */
    public PackedArtifact integrity() {
        return first(ArtifactRole.INTEGRITY);
    }

    /** The artifacts without their files, as the contract describes them. */
    public List<Artifact> artifacts() {
        return all.stream().map(PackedArtifact::artifact).toList();
    }

    private PackedArtifact first(ArtifactRole role) {
        return all.stream()
                .filter(packed -> packed.artifact().role() == role)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no artifact has the role " + role.wireName()));
    }
}
