package io.powerx.publish.pack.write;

import io.powerx.publish.config.CompressionLevel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Writes a gzip-compressed POSIX tar, which GNU tar, bsdtar, Go and Python read. Owner is 0:0 without names; there are regular files
 * only.
 */
final class TarWriter implements PackageWriter {
    private final GzipOutput out;
    private final long timestamp;
    private final byte[] buffer = new byte[128 << 10];

    /** @param timestamp seconds since 1970, for every entry */
    TarWriter(OutputStream out, CompressionLevel level, long timestamp) throws IOException {
        this.out = new GzipOutput(out, level);
        this.timestamp = timestamp;
    }

    @Override
    public void add(String path, long size, boolean executable, InputStream content) throws IOException {
        out.write(TarHeader.encode(path, size, executable, timestamp));
        long written = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            out.write(buffer, 0, read);
            written += read;
        }
        if (written != size) {
            throw new IOException(path + " has " + written + " bytes instead of " + size);
        }
        out.write(new byte[TarHeader.padding(size)]);
    }

    @Override
    public void finish() throws IOException {
        out.write(new byte[2 * TarHeader.BLOCK]);
        out.finish();
    }

    @Override
    public void close() {
        out.close();
    }
}
