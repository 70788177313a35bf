package io.powerx.publish.stage;

import io.powerx.publish.pack.PackedArtifacts;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.sign.DetachedSignature;
import java.util.Optional;

/**
 * A release that can be sent: packed, signed and described.
 *
 * @param signature over the package's integrity list, or over the package
 */
public record SignedRelease(Packed packed, DetachedSignature signature, ReleaseMetadata metadata) implements Progress {
    @Override
    public Optional<Progress> before() {
        return Optional.of(packed);
    }

    public Hashed hashed() {
        return packed.hashed();
    }

    public PluginSnapshot plugin() {
        return hashed().plugin();
    }

    public PackedArtifacts artifacts() {
        return packed.artifacts();
    }

    /** The same release with its artifacts in another place. */
    SignedRelease with(PackedArtifacts placed) {
        return new SignedRelease(new Packed(hashed(), placed), signature, metadata);
    }
}
