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

    /** The package, or the first one if there are packages for platforms. */
    public PackedArtifact packageFile() {
        return packages().stream().findFirst().orElseThrow(() -> new IllegalStateException("there is no package"));
    }

    /** All packages. */
    public List<PackedArtifact> packages() {
        return all(ArtifactRole.PACKAGE);
    }

    /** The lists of the packages' files, in the order of the packages. */
    public List<PackedArtifact> integrityLists() {
        return all(ArtifactRole.INTEGRITY);
    }

    /** The artifacts without their files, as the contract describes them. */
    public List<Artifact> artifacts() {
        return all.stream().map(PackedArtifact::artifact).toList();
    }

    private List<PackedArtifact> all(ArtifactRole role) {
        return all.stream().filter(packed -> packed.artifact().role() == role).toList();
    }
}
