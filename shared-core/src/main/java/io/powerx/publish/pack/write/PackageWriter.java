package io.powerx.publish.pack.write;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Writes the entries of one container format. The same calls give the same bytes, given the same version of zlib. */
interface PackageWriter extends Closeable {
    /**
     * Adds a file.
     *
     * @param size exactly as many bytes as {@code content} will give
     */
    void add(String path, long size, boolean executable, InputStream content) throws IOException;

    /** Ends the container. Without it, {@link #close} only frees what was held. */
    void finish() throws IOException;
}
