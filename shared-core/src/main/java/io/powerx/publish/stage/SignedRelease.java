package io.powerx.publish.stage;

import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.sign.DetachedSignature;

/**
 * A release that is ready to be registered: packed and signed, with its metadata.
 *
 * @param signature of the integrity list, or of the package
 */
public record SignedRelease(Packed packed, DetachedSignature signature, ReleaseMetadata metadata) implements Progress {
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
        return new SignedRelease(new Packed(hashed(), located), signature, metadata);
    }
}
