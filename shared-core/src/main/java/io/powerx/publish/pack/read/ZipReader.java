package io.powerx.publish.pack.read;

import io.powerx.publish.io.CountedInput;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Reads a ZIP strictly: the directory and the local headers must say the same, entries must follow each other without gap or overlap
 * from the first byte on, and nothing may follow the end. A program that reads either way then sees the same files.
 */
final class ZipReader implements Closeable {
    private static final int END = 22;
    private static final int LOCAL = 30;
    private static final int CENTRAL = 46;
    private static final int ZIP64_END = 56;
    private static final int ZIP64_LOCATOR = 20;
    private static final long MAX_DIRECTORY = 256L << 20;
    private static final int MAX_BUFFER = 64 << 10;
    private static final int SIZES_FOLLOW = 1 << 3;
    /** Compression hints, sizes after the data, UTF-8; encryption and patches have no place in a package. */
    private static final int KNOWN_FLAGS = 0x0806 | SIZES_FOLLOW;

    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    private final FileChannel channel;
    private final PackageInventory inventory;
    private final Inflater inflater = new Inflater(true);

    @SuppressWarnings("ArrayRecordComponent")
    private record Entry(byte[] name, int flags, int method, long crc, long packed, long size, int mode, long offset) {}

    private record Directory(long count, long offset, long length) {}

    ZipReader(FileChannel channel, PackageInventory inventory) {
        this.channel = channel;
        this.inventory = inventory;
    }

    void read() throws IOException {
        Directory directory = directory();
        List<Entry> entries = entries(directory);
        entries.sort(Comparator.comparingLong(Entry::offset));
        long expected = 0;
        for (Entry entry : entries) {
            if (entry.offset() != expected) {
                throw new MalformedPackageException("entries overlap, or there is data between them");
            }
            expected = entry(entry);
        }
        if (expected != directory.offset()) {
            throw new MalformedPackageException("there is data between the entries and the directory");
        }
    }

    @Override
    public void close() {
        inflater.end();
    }

    private Directory directory() throws IOException {
        long size = channel.size();
        if (size < END) {
            throw new MalformedPackageException("the archive is cut off");
        }
        ByteBuffer end = at(size - END, END);
        if (end.getInt(0) != 0x06054b50 || end.getShort(20) != 0) {
            throw new MalformedPackageException("the archive is cut off, or there is data after its end");
        }
        if (end.getInt(4) != 0 || end.getShort(8) != end.getShort(10)) {
            throw new MalformedPackageException("it is one of several volumes");
        }
        long endOfDirectory = size - END;
        Directory directory = new Directory(u16(end, 10), u32(end, 16), u32(end, 12));
        if (directory.count() == 0xffff) {
            endOfDirectory -= ZIP64_LOCATOR + ZIP64_END;
            directory = zip64(endOfDirectory);
        }
        if (directory.offset() + directory.length() != endOfDirectory || directory.length() > MAX_DIRECTORY) {
            throw new MalformedPackageException("the directory is not where the end of the archive says");
        }
        return directory;
    }

    private Directory zip64(long position) throws IOException {
        if (position < 0) {
            throw new MalformedPackageException("the archive is cut off");
        }
        ByteBuffer end = at(position, ZIP64_END + ZIP64_LOCATOR);
        boolean sound = end.getInt(0) == 0x06064b50
                && end.getLong(4) == ZIP64_END - 12
                && end.getLong(24) == end.getLong(32)
                && end.getInt(ZIP64_END) == 0x07064b50
                && end.getLong(ZIP64_END + 8) == position
                && end.getLong(40) >= 0
                && end.getLong(48) >= 0
                && end.getLong(48) <= position;
        if (!sound) {
            throw new MalformedPackageException("the ZIP64 end of the archive is malformed");
        }
        return new Directory(end.getLong(32), end.getLong(48), end.getLong(40));
    }

    private List<Entry> entries(Directory directory) throws IOException {
        ByteBuffer bytes = at(directory.offset(), (int) directory.length());
        List<Entry> entries = new ArrayList<>();
        int at = 0;
        while (at < bytes.limit()) {
            if (bytes.limit() - at < CENTRAL || bytes.getInt(at) != 0x02014b50) {
                throw new MalformedPackageException("the directory is malformed");
            }
            int nameLength = u16(bytes, at + 28);
            int next = at + CENTRAL + nameLength + u16(bytes, at + 30) + u16(bytes, at + 32);
            if (next > bytes.limit()) {
                throw new MalformedPackageException("the directory is malformed");
            }
            byte[] name = new byte[nameLength];
            bytes.get(at + CENTRAL, name);
            boolean unix = (u16(bytes, at + 4) >> 8) == 3;
            entries.add(new Entry(
                    name,
                    u16(bytes, at + 8),
                    u16(bytes, at + 10),
                    u32(bytes, at + 16),
                    u32(bytes, at + 20),
                    u32(bytes, at + 24),
                    unix ? u16(bytes, at + 40) : 0,
                    u32(bytes, at + 42)));
            at = next;
        }
        if (entries.size() != directory.count()) {
            throw new MalformedPackageException("the directory does not have as many entries as the end says");
        }
        return entries;
    }

    /** Reads an entry; returns where the next one begins. */
    private long entry(Entry entry) throws IOException {
        ByteBuffer local = at(entry.offset(), LOCAL);
        int nameLength = u16(local, 26);
        long start = entry.offset() + LOCAL + nameLength + u16(local, 28);
        boolean follow = (entry.flags() & SIZES_FOLLOW) != 0;
        boolean same = local.getInt(0) == 0x04034b50
                && u16(local, 6) == entry.flags()
                && u16(local, 8) == entry.method()
                && nameLength == entry.name().length
                && Arrays.equals(at(entry.offset() + LOCAL, nameLength).array(), entry.name())
                && (follow || sizesAt(local, 14, entry));
        if (!same) {
            throw new MalformedPackageException("the directory and an entry's own header do not say the same");
        }
        if ((entry.flags() & ~KNOWN_FLAGS) != 0 || (entry.method() != STORED && entry.method() != DEFLATED)) {
            throw new MalformedPackageException("an entry is encrypted, or compressed in an unusual way");
        }
        take(entry, start);
        long end = start + entry.packed();
        return follow ? endOfSizes(entry, end) : end;
    }

    private void take(Entry entry, long start) throws IOException {
        int type = entry.mode() & 0170000;
        if (entry.name().length > 0 && entry.name()[entry.name().length - 1] == '/') {
            if (entry.size() != 0 || (type != 0 && type != 0040000)) {
                throw new MalformedPackageException("a folder has content, or is none");
            }
            inventory.folder(entry.name());
            return;
        }
        if (type == 0120000) {
            inventory.problem(entry.name(), "it is a link");
            return;
        }
        if (type != 0 && type != 0100000) {
            inventory.problem(entry.name(), "it is neither a file nor a folder");
            return;
        }
        inflater.reset();
        Slice slice = new Slice(start, entry.packed());
        int buffer = (int) Math.min(MAX_BUFFER, entry.packed() + 1);
        InputStream plain = entry.method() == STORED ? slice : new InflaterInputStream(slice, inflater, buffer);
        CheckedInputStream checked = new CheckedInputStream(new Exactly(plain, entry.size()), new CRC32());
        inventory.file(entry.name(), (entry.mode() & 0100) != 0, checked);
        boolean consumed = slice.left() == 0 && inflater.getRemaining() == 0;
        if (checked.getChecksum().getValue() != entry.crc() || !consumed) {
            throw new MalformedPackageException("an entry's content is not what its header says");
        }
    }

    private long endOfSizes(Entry entry, long position) throws IOException {
        boolean marked = at(position, 4).getInt(0) == 0x08074b50;
        ByteBuffer sizes = at(position + (marked ? 4 : 0), 12);
        if (!sizesAt(sizes, 0, entry)) {
            throw new MalformedPackageException("the directory and an entry's own sizes do not say the same");
        }
        return position + (marked ? 16 : 12);
    }

    private static boolean sizesAt(ByteBuffer bytes, int offset, Entry entry) {
        return u32(bytes, offset) == entry.crc()
                && u32(bytes, offset + 4) == entry.packed()
                && u32(bytes, offset + 8) == entry.size();
    }

    private ByteBuffer at(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw new MalformedPackageException("the archive is cut off");
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
            return new MalformedPackageException("the archive is cut off");
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
            return new MalformedPackageException("an entry's content is not as long as its header says");
        }
    }
}
