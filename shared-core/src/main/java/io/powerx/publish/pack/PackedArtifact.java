package io.powerx.publish.pack;

import java.io.Serializable;

/**
 * An artifact and its file.
 *
 * @param file absolute path on the machine that packed it
 */
public record PackedArtifact(Artifact artifact, String file) implements Serializable {}
