package io.powerx.publish.stage;

import io.powerx.publish.pack.PackedArtifacts;
import java.util.Optional;

/** Content that has been packed. */
public record Packed(Hashed hashed, PackedArtifacts artifacts) implements Progress {
    @Override
    public Optional<Progress> before() {
        return Optional.of(hashed);
    }
}
