package io.powerx.publish.pack.write;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.zip.CRC32;

/**
 * Writes a ZIP without extra fields, comments or folders. The DOS time fields hold UTC, so that they do not depend
 * on a time zone. Sizes follow the data, as in a jar, so that one pass is enough. Files and the whole archive must be smaller than 4 GiB.
 */
final class ZipWriter implements PackageWriter {
    private static final long MAX = 0xffffffffL;
    private static final int MAX_ENTRIES = 0xffff;
    /** Sizes follow the data (bit 3), the name is UTF-8 (bit 11). */
    private static final int FLAGS = 0x0808;

    private static final int DEFLATED = 8;
    private static final int VERSION = 20;
    private static final int ZIP64_VERSION = 45;
    private static final int MADE_BY_UNIX = 3 << 8 | 20;
    private static final int REGULAR_FILE = 0100000;

    private final Counting out;
    private final BlockDeflater deflater = new BlockDeflater();
    private final int dosTime;
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[128 << 10];
    private long entries;

    /** @param timestamp seconds since 1970, for every entry; rounded to even seconds, and limited to 1980 to 2107 */
    ZipWriter(OutputStream out, long timestamp) {
        this.out = new Counting(out);
        this.dosTime = dosTime(timestamp);
    }

    @Override
    public void add(String path, long size, boolean executable, InputStream content) throws IOException {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        long offset = out.count;
        require(offset < MAX && size < MAX);
        out.write(new LittleEndian()
                .u32(0x04034b50)
                .u16(VERSION)
                .bytes(common())
                .u32(0)
                .u32(0)
                .u32(0)
                .u16(name.length)
                .u16(0)
                .toBytes());
        out.write(name);
        long start = out.count;
        CRC32 crc = new CRC32();
        BlockDeflater.Stream stream = deflater.new Stream(out);
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            crc.update(buffer, 0, read);
            stream.write(buffer, 0, read);
        }
        stream.finish();
        long compressed = out.count - start;
        require(compressed < MAX);
        byte[] sizes =
                new LittleEndian().u32(crc.getValue()).u32(compressed).u32(size).toBytes();
        out.write(new LittleEndian().u32(0x08074b50).bytes(sizes).toBytes());
        directory.writeBytes(new LittleEndian()
                .u32(0x02014b50)
                .u16(MADE_BY_UNIX)
                .u16(VERSION)
                .bytes(common())
                .bytes(sizes)
                .u16(name.length)
                .u16(0)
                .u16(0)
                .u16(0)
                .u16(0)
                .u32((long) (REGULAR_FILE | (executable ? 0755 : 0644)) << 16)
                .u32(offset)
                .bytes(name)
                .toBytes());
        entries++;
    }

    @Override
    public void finish() throws IOException {
        long start = out.count;
        require(start < MAX);
        out.write(directory.toByteArray());
        long length = out.count - start;
        if (entries >= MAX_ENTRIES) {
            writeZip64End(start, length);
        }
        long shown = Math.min(entries, MAX_ENTRIES);
        out.write(new LittleEndian()
                .u32(0x06054b50)
                .u32(0)
                .u16(shown)
                .u16(shown)
                .u32(length)
                .u32(start)
                .u16(0)
                .toBytes());
    }

    @Override
    public void close() {
        deflater.close();
    }

    private void writeZip64End(long start, long length) throws IOException {
        long end = out.count;
        out.write(new LittleEndian()
                .u32(0x06064b50)
                .u64(44)
                .u16(3 << 8 | ZIP64_VERSION)
                .u16(ZIP64_VERSION)
                .u32(0)
                .u32(0)
                .u64(entries)
                .u64(entries)
                .u64(length)
                .u64(start)
                .u32(0x07064b50)
                .u32(0)
                .u64(end)
                .u32(1)
                .toBytes());
    }

    /** The fields that local header and central directory share: flags, method, time. */
    private byte[] common() {
        return new LittleEndian().u16(FLAGS).u16(DEFLATED).u32(dosTime).toBytes();
    }

    private static void require(boolean fits) throws IOException {
        if (!fits) {
            throw new IOException("a zip is limited to 4 GiB; artifacts.format: pxp has no such limit");
        }
    }

    private static int dosTime(long timestamp) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(timestamp, 0, ZoneOffset.UTC);
        if (time.getYear() < 1980) {
            time = LocalDateTime.of(1980, 1, 1, 0, 0);
        } else if (time.getYear() > 2107) {
            time = LocalDateTime.of(2107, 12, 31, 23, 59, 58);
        }
        int date = (time.getYear() - 1980) << 9 | time.getMonthValue() << 5 | time.getDayOfMonth();
        return date << 16 | time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2;
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
