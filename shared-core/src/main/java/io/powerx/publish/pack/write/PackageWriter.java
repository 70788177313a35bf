package io.powerx.publish.pack.write;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Writes the entries of one container format. The same calls write the same bytes on every machine. */
interface PackageWriter extends Closeable {
    /**
     * Adds a file.
     *
     * @param size the exact number of bytes in {@code content}
     */
    void add(String path, long size, boolean executable, InputStream content) throws IOException;

    /** Completes the container. {@link #close} does not: it only releases resources. */
    void finish() throws IOException;
}
