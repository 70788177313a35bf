package io.powerx.publish.stage;

import io.powerx.publish.pack.PackedArtifacts;

/** Content that has been packed. */
public record Packed(Hashed hashed, PackedArtifacts artifacts) implements Progress {}
