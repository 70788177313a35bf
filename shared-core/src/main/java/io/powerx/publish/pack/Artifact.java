package io.powerx.publish.pack;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A file that a publish delivers, as the contract describes it.
 *
 * @param name file name, such as {@code com.powerx.plugins.note-0.2.0.pxp}
 * @param platform {@code any} or {@code os-arch}; null if it does not apply
 * @param size bytes
 * @param sha256 64 lower-case hex digits
 * @param url of the artifact in the publisher's store (direct store mode); null if it has yet to be uploaded
 */
public record Artifact(
        String name,
        ArtifactRole role,
        @Nullable String platform,
        @Nullable String mediaType,
        long size,
        String sha256,
        @Nullable String url)
        implements Serializable {
    public Artifact withUrl(String location) {
        return new Artifact(name, role, platform, mediaType, size, sha256, location);
    }
}
