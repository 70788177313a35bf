package io.powerx.publish.pack.read;

import io.powerx.publish.io.CountedInput;
import io.powerx.publish.pack.write.ZipRecords;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Reads a ZIP that the packer wrote. Each record of the directory is decoded, and the records of the file must then be those that {@link
 * ZipRecords} gives for it, byte for byte. Entries follow each other in the directory's order without gap or overlap from the first byte
 * on, and nothing follows the end.
 */
final class ZipReader implements Closeable {
    private static final int MAX_BUFFER = 64 << 10;
    private static final int MAX_NAME = 1024;
    private static final long EXECUTABLE = 0100755L << 16;

    private final FileChannel channel;
    private final PackageInventory inventory;
    private final Inflater inflater = new Inflater(true);

    private record Directory(long count, long start, long length) {}

    ZipReader(FileChannel channel, PackageInventory inventory) {
        this.channel = channel;
        this.inventory = inventory;
    }

    void read() throws IOException {
        Directory directory = directory();
        requireRoom(directory);
        Entries entries = new Entries(directory);
        long offset = 0;
        for (long i = 0; i < directory.count(); i++) {
            ZipRecords.Entry entry = entries.next();
            if (entry.offset() != offset) {
                throw new MalformedPackageException("entries overlap, are out of order, or have data between them");
            }
            offset = read(entry);
        }
        if (offset != directory.start()) {
            throw new MalformedPackageException("there is data between the entries and the directory");
        }
    }

    @Override
    public void close() {
        inflater.end();
    }

    private Directory directory() throws IOException {
        long size = channel.size();
        if (size < ZipRecords.END) {
            throw cutOff();
        }
        ByteBuffer end = at(size - ZipRecords.END, ZipRecords.END);
        if (end.getInt(0) != 0x06054b50) {
            throw new MalformedPackageException("the archive is cut off, or there is data after its end");
        }
        Directory directory = new Directory(u16(end, 10), u32(end, 16), u32(end, 12));
        if (directory.count() == ZipRecords.ZIP64_ENTRIES && size >= ZipRecords.END + ZipRecords.ZIP64_END) {
            long position = size - ZipRecords.END - ZipRecords.ZIP64_END;
            directory = new Directory(
                    at(position, ZipRecords.ZIP64_END).getLong(32), directory.start(), directory.length());
        }
        byte[] expected = ZipRecords.end(directory.count(), directory.start(), directory.length());
        long position = directory.start() + directory.length();
        if (position + expected.length != size
                || !Arrays.equals(at(position, expected.length).array(), expected)) {
            throw new MalformedPackageException("the end of the archive is not what the packer writes");
        }
        return directory;
    }

    /** Before anything is decompressed: the directory has all sizes, and none that differs from its entry's is accepted later. */
    private void requireRoom(Directory directory) throws IOException {
        inventory.requireRoom(directory.count(), 0);
        Entries entries = new Entries(directory);
        long bytes = 0;
        for (long i = 0; i < directory.count(); i++) {
            bytes += entries.next().size();
        }
        entries.requireEnd();
        inventory.requireRoom(directory.count(), bytes);
    }

    /** Reads an entry; returns the offset of the next one. */
    private long read(ZipRecords.Entry entry) throws IOException {
        byte[] local = ZipRecords.local(entry.path(), entry.dosTime());
        requireSame(entry, entry.offset(), local, "header");
        long start = entry.offset() + local.length;
        inflater.reset();
        Slice slice = new Slice(start, entry.packed());
        int buffer = (int) Math.min(MAX_BUFFER, entry.packed() + 1);
        InputStream plain = new InflaterInputStream(slice, inflater, buffer);
        CheckedInputStream checked = new CheckedInputStream(new Exactly(plain, entry.size()), new CRC32());
        inventory.file(entry.path(), entry.size(), entry.executable(), checked);
        boolean consumed = slice.left() == 0 && inflater.getRemaining() == 0;
        if (checked.getChecksum().getValue() != entry.crc() || !consumed) {
            throw PackageInventory.problem(entry.path(), "its content does not match the directory");
        }
        byte[] descriptor = ZipRecords.descriptor(entry);
        requireSame(entry, start + entry.packed(), descriptor, "data descriptor");
        return start + entry.packed() + descriptor.length;
    }

    private void requireSame(ZipRecords.Entry entry, long position, byte[] expected, String record) throws IOException {
        if (!Arrays.equals(at(position, expected.length).array(), expected)) {
            throw PackageInventory.problem(entry.path(), "its " + record + " differs from the packer's");
        }
    }

    private ByteBuffer at(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw cutOff();
            }
        }
        return bytes.flip();
    }

    private static int u16(ByteBuffer bytes, int offset) {
        return bytes.getShort(offset) & 0xffff;
    }

    private static long u32(ByteBuffer bytes, int offset) {
        return bytes.getInt(offset) & 0xffffffffL;
    }

    private static MalformedPackageException cutOff() {
        return new MalformedPackageException("the archive is cut off");
    }

    /** The directory's entries one after the other, so that a long directory is never in memory as a whole. */
    private final class Entries {
        private final InputStream records;
        private int dosTime;
        private boolean first = true;

        Entries(Directory directory) {
            this.records = new BufferedInputStream(new Slice(directory.start(), directory.length()), MAX_BUFFER);
        }

        ZipRecords.Entry next() throws IOException {
            byte[] fixed = records.readNBytes(ZipRecords.CENTRAL);
            if (fixed.length < ZipRecords.CENTRAL) {
                throw malformed();
            }
            ByteBuffer bytes = ByteBuffer.wrap(fixed).order(ByteOrder.LITTLE_ENDIAN);
            int nameLength = u16(bytes, 28);
            byte[] name = records.readNBytes(Math.min(nameLength, MAX_NAME));
            if (name.length < nameLength) {
                throw malformed();
            }
            ZipRecords.Entry entry = new ZipRecords.Entry(
                    PackageInventory.decode(name),
                    u32(bytes, 38) == EXECUTABLE,
                    bytes.getInt(12),
                    u32(bytes, 16),
                    u32(bytes, 20),
                    u32(bytes, 24),
                    u32(bytes, 42));
            requireWritten(entry, fixed);
            return entry;
        }

        void requireEnd() throws IOException {
            if (records.read() >= 0) {
                throw malformed();
            }
        }

        private void requireWritten(ZipRecords.Entry entry, byte[] fixed) throws MalformedPackageException {
            int differing = Arrays.mismatch(ZipRecords.central(entry), fixed);
            if (differing < fixed.length) {
                throw PackageInventory.problem(
                        entry.path(), "its directory entry differs from the packer's: " + field(differing));
            }
            if (!isTime(entry.dosTime()) || (!first && entry.dosTime() != dosTime)) {
                throw PackageInventory.problem(entry.path(), "it has no time, or not that of the other files");
            }
            dosTime = entry.dosTime();
            first = false;
        }

        private static boolean isTime(int dosTime) {
            try {
                int time = dosTime & 0xffff;
                int date = dosTime >>> 16;
                LocalDateTime.of(
                        1980 + (date >> 9), date >> 5 & 15, date & 31, time >> 11, time >> 5 & 63, (time & 31) * 2);
                return true;
            } catch (DateTimeException e) {
                return false;
            }
        }

        private static String field(int offset) {
            if (offset < 8) {
                return offset < 4 ? "signature" : "version";
            }
            if (offset < 12) {
                return offset < 10 ? "flags" : "compression method";
            }
            if (offset < 34) {
                return offset < 30 ? "name" : "extra field or comment";
            }
            if (offset < 38) {
                return offset < 36 ? "volume" : "internal attributes";
            }
            return "mode";
        }

        private static MalformedPackageException malformed() {
            return new MalformedPackageException("the directory is malformed");
        }
    }

    /** A part of the file. */
    private final class Slice extends CountedInput {
        private long position;

        Slice(long position, long length) {
            super(length);
            this.position = position;
        }

        @Override
        protected int fill(byte[] buffer, int offset, int length) throws IOException {
            if (left() == 0) {
                return -1;
            }
            int read = channel.read(ByteBuffer.wrap(buffer, offset, (int) Math.min(length, left())), position);
            position += Math.max(0, read);
            return read;
        }

        @Override
        protected IOException wrongLength() {
            return cutOff();
        }
    }

    /** Content that must have the length announced. */
    private static final class Exactly extends CountedInput {
        private final InputStream in;

        Exactly(InputStream in, long size) {
            super(size);
            this.in = in;
        }

        @Override
        protected int fill(byte[] buffer, int offset, int length) throws IOException {
            return in.read(buffer, offset, length);
        }

        @Override
        protected IOException wrongLength() {
            return new MalformedPackageException("an entry's content does not have the length in the directory");
        }
    }
}
