package io.powerx.publish.config;

/** How much time is spent on making a package small. */
public enum CompressionLevel implements WireEnum {
    /** No compression. */
    STORE,
    /** For builds that are not published, or large files over a fast network. */
    FAST,
    /** The default. */
    BALANCED,
    /** For packages that are downloaded often. */
    BEST
}
