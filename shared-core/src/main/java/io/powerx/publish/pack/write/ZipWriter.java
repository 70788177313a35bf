package io.powerx.publish.pack.write;

import io.powerx.publish.config.CompressionLevel;
import io.powerx.publish.pack.deflate.DeflateStreams;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.CRC32;

/** Writes a ZIP of regular files in one pass. Files and archives of 4 GiB or more are rejected. */
final class ZipWriter implements PackageWriter {
    private static final long MAX = 0xffffffffL;

    private final Counting out;
    private final DeflateStreams deflate;
    private final int dosTime;
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[128 << 10];
    private long entries;

    /** @param timestamp seconds since 1970, for every entry; the format has the years 1980 to 2107 and even seconds */
    ZipWriter(OutputStream out, CompressionLevel level, long timestamp) {
        this.out = new Counting(out);
        this.deflate = new DeflateStreams(level);
        this.dosTime = ZipRecords.dosTime(timestamp);
    }

    @Override
    public void add(String path, long size, boolean executable, InputStream content) throws IOException {
        long offset = out.count;
        require(offset < MAX && size < MAX);
        out.write(ZipRecords.local(path, dosTime));
        long start = out.count;
        CRC32 crc = new CRC32();
        DeflateStreams.Stream stream = deflate.stream(out);
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            crc.update(buffer, 0, read);
            stream.write(buffer, 0, read);
        }
        stream.finish();
        long packed = out.count - start;
        require(packed < MAX);
        ZipRecords.Entry entry = new ZipRecords.Entry(path, executable, dosTime, crc.getValue(), packed, size, offset);
        out.write(ZipRecords.descriptor(entry));
        directory.writeBytes(ZipRecords.central(entry));
        entries++;
    }

    @Override
    public void finish() throws IOException {
        long start = out.count;
        require(start < MAX);
        out.write(directory.toByteArray());
        out.write(ZipRecords.end(entries, start, out.count - start));
    }

    @Override
    public void close() {
        deflate.close();
    }

    private static void require(boolean fits) throws IOException {
        if (!fits) {
            throw new IOException("a zip is limited to 4 GiB; artifacts.format: pxp has no such limit");
        }
    }

    private static final class Counting extends FilterOutputStream {
        private long count;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int value) throws IOException {
            out.write(value);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }
}
