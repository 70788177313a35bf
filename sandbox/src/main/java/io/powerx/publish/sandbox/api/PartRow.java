package io.powerx.publish.sandbox.api;

/**
 * A received part.
 *
 * @param file its file name in the artifact store
 * @param sha256 hex
 */
public record PartRow(String artifact, int number, String file, long size, String sha256) {
    /** The entity tag. It depends only on the content, so a repeated PUT does not change it. */
    String etag() {
        return "\"" + sha256.substring(0, 32) + "\"";
    }
}
