package io.powerx.publish.pack.write;

import io.powerx.publish.config.CompressionLevel;
import io.powerx.publish.pack.deflate.DeflateStreams;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/** Writes a gzip file of one member (RFC 1952). */
final class GzipOutput extends OutputStream {
    private final OutputStream out;
    private final DeflateStreams deflate;
    private final DeflateStreams.Stream stream;
    private final CRC32 crc = new CRC32();
    private long size;

    GzipOutput(OutputStream out, CompressionLevel level) throws IOException {
        this.out = out;
        this.deflate = new DeflateStreams(level);
        this.stream = deflate.stream(out);
        out.write(GzipHeader.bytes());
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        crc.update(bytes, offset, length);
        size += length;
        stream.write(bytes, offset, length);
    }

    /** Completes the member; the underlying stream stays open. */
    void finish() throws IOException {
        stream.finish();
        out.write(new LittleEndian().u32(crc.getValue()).u32(size).toBytes());
    }

    @Override
    public void close() {
        deflate.close();
    }
}
