package io.powerx.publish.pack;

import static java.util.Map.entry;

import java.io.Serializable;
import java.util.Map;

/**
 * An artifact and its file.
 *
 * @param file absolute path on the machine that packed it
 */
public record PackedArtifact(Artifact artifact, String file) implements Serializable {
    /** The facts that the journal records about it, by their names there. */
    public Map<String, String> facts() {
        return Map.ofEntries(
                entry("artifact", artifact.name()),
                entry("size", Long.toString(artifact.size())),
                entry("sha256", artifact.sha256()),
                entry("file", file));
    }
}
