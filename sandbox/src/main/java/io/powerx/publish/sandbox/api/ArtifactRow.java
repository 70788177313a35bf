package io.powerx.publish.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * An announced artifact.
 *
 * @param ordinal its position in the publish, from 0
 * @param url where it is stored in direct store mode; null if it is uploaded to the sandbox
 * @param partSize in bytes; the last part may be smaller
 */
public record ArtifactRow(
        String name,
        int ordinal,
        String role,
        @Nullable String platform,
        @Nullable String mediaType,
        long size,
        String sha256,
        @Nullable String url,
        long partSize,
        int partCount) {
    private static final int MAX_PARTS = 9_000;
    private static final long MIB = 1 << 20;

    /** Reads an announced artifact. Its parts are larger than usual if there would be too many of them. */
    static ArtifactRow announced(JsonNode node, int ordinal, long usualPartSize) {
        long size = node.path("size").longValue();
        long needed = (size / MAX_PARTS / MIB + 1) * MIB;
        boolean elsewhere = node.path("url").isTextual();
        long partSize = size / usualPartSize < MAX_PARTS ? usualPartSize : Math.max(usualPartSize, needed);
        if (elsewhere) {
            partSize = Math.max(1, size);
        }
        int parts = (int) Math.max(1, (size + partSize - 1) / partSize);
        return new ArtifactRow(
                node.path("name").textValue(),
                ordinal,
                node.path("role").textValue(),
                node.path("platform").textValue(),
                node.path("mediaType").textValue(),
                size,
                node.path("sha256").textValue(),
                node.path("url").textValue(),
                partSize,
                parts);
    }

    ArtifactRow at(int place) {
        return new ArtifactRow(name, place, role, platform, mediaType, size, sha256, url, partSize, partCount);
    }

    /** Whether it is uploaded to the sandbox, and not read from a store. */
    boolean isUploaded() {
        return url == null;
    }

    boolean isMultipart() {
        return partCount > 1;
    }

    /**
     * The size in bytes of a part.
     *
     * @param number from 1
     */
    long sizeOfPart(int number) {
        return number < partCount ? partSize : size - partSize * (partCount - 1L);
    }
}
