package io.powerx.publish.pack;

import java.io.Serializable;

/**
 * An artifact and the file that holds it.
 *
 * @param file absolute path on the machine that packed it
 */
public record PackedArtifact(Artifact artifact, String file) implements Serializable {}
