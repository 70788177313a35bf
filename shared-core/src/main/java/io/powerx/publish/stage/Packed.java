package io.powerx.publish.stage;

import io.powerx.publish.pack.PackedArtifacts;
import java.util.Optional;

/** Content that was written into a package. */
public record Packed(Hashed hashed, PackedArtifacts artifacts) implements Progress {
    @Override
    public Optional<Progress> before() {
        return Optional.of(hashed);
    }
}
