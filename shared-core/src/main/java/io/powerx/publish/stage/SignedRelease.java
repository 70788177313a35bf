package io.powerx.publish.stage;

import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.release.ReleaseMetadata;

/**
 * A release that is ready to be registered: packed and signed, with its metadata.
 *
 * @param signatures of the integrity lists, or of the package
 */
public record SignedRelease(Packed packed, ReleaseSignatures signatures, ReleaseMetadata metadata) implements Progress {
    public Hashed hashed() {
        return packed.hashed();
    }

    public PluginSnapshot plugin() {
        return hashed().plugin();
    }

    public PackedArtifacts artifacts() {
        return packed.artifacts();
    }

    /** The same release with other locations of its artifacts. */
    SignedRelease with(PackedArtifacts located) {
        return new SignedRelease(new Packed(hashed(), located), signatures, metadata);
    }
}
