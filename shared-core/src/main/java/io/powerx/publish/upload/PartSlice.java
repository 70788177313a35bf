package io.powerx.publish.upload;

/**
 * A part of an artifact.
 *
 * @param number from 1
 */
record PartSlice(SourceFile source, int number, long offset, long length) {
    String artifact() {
        return source.artifact();
    }

    /** As messages name it. */
    String title(int parts) {
        return parts == 1 ? artifact() : "part " + number + " of " + artifact();
    }

    /** The SHA-256 where it is known without reading, which is where the part is the whole file; else empty. */
    String knownSha256() {
        return length == source.size() ? source.sha256() : "";
    }
}
