package io.powerx.publish.pack.read;

import io.powerx.publish.io.CountedInput;
import io.powerx.publish.pack.write.TarHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads a tar that the packer wrote. Of each file's headers only name, size, mode and time are decoded; the headers must then be those
 * that {@link TarHeader} gives for them, byte for byte. Links, folders, devices, sparse files, GNU and global headers have no place in a
 * package.
 */
final class TarReader {
    private static final int NAME_LENGTH = 100;
    private static final int MODE = 100;
    private static final int SIZE = 124;
    private static final int TIME = 136;
    private static final int CHECKSUM = 148;
    private static final int TYPE = 156;
    private static final int PREFIX = 345;
    private static final int PREFIX_LENGTH = 155;
    private static final int LONG_NUMBER = 12;
    private static final int SHORT_NUMBER = 8;
    private static final int EXECUTABLE = 0755;
    /** More than the longest path that a package may have. */
    private static final int MAX_PAX = 2048;

    private final InputStream in;
    private final PackageInventory inventory;
    private long timestamp = -1;

    TarReader(InputStream in, PackageInventory inventory) {
        this.in = in;
        this.inventory = inventory;
    }

    void read() throws IOException {
        byte[] header = bytes(TarHeader.BLOCK);
        while (!isZero(header)) {
            entry(header);
            header = bytes(TarHeader.BLOCK);
        }
        if (!isZero(bytes(TarHeader.BLOCK))) {
            throw new MalformedPackageException("the archive has one zero block at its end instead of two");
        }
        if (in.read() >= 0) {
            throw new MalformedPackageException("there is data after the end of the archive");
        }
    }

    private void entry(byte[] first) throws IOException {
        byte[] header = first;
        byte[] found = first;
        PaxRecords pax = PaxRecords.NONE;
        if (first[TYPE] == 'x') {
            long length = number(first, SIZE, LONG_NUMBER);
            if (length == 0 || length > MAX_PAX) {
                throw new MalformedPackageException("a pax header is empty or longer than " + MAX_PAX + " bytes");
            }
            byte[] records = bytes((int) length + TarHeader.padding(length));
            pax = PaxRecords.parse(records, (int) length);
            header = bytes(TarHeader.BLOCK);
            found = joined(first, records, header);
        }
        String path = PackageInventory.decode(pax.path() == null ? name(header) : pax.path());
        requireFile(path, header[TYPE]);
        long size = pax.size() < 0 ? number(header, SIZE, LONG_NUMBER) : pax.size();
        boolean executable = number(header, MODE, SHORT_NUMBER) == EXECUTABLE;
        long time = number(header, TIME, LONG_NUMBER);
        requireSame(path, found, TarHeader.encode(path, size, executable, time));
        if (timestamp >= 0 && time != timestamp) {
            throw PackageInventory.problem(path, "its time is not that of the other files");
        }
        timestamp = time;
        inventory.file(path, size, executable, new Content(in, size));
        if (!isZero(bytes(TarHeader.padding(size)))) {
            throw PackageInventory.problem(path, "there is data between it and the next file");
        }
    }

    private static void requireFile(String path, byte type) throws MalformedPackageException {
        switch (type) {
            case '0' -> {}
            case '1', '2' -> throw PackageInventory.problem(path, "it is a link");
            case '5' -> throw PackageInventory.problem(path, "it is a folder, and a package has files only");
            case 'x', 'g', 'L', 'K' ->
                throw PackageInventory.problem(path, "it has a header of a kind that the packer does not write there");
            default -> throw PackageInventory.problem(path, "it is not a regular file");
        }
    }

    private static void requireSame(String path, byte[] found, byte[] expected) throws MalformedPackageException {
        int differing = Arrays.mismatch(found, expected);
        if (differing < 0) {
            return;
        }
        if (found.length != expected.length) {
            throw PackageInventory.problem(path, "the packer writes another kind of header for it");
        }
        boolean paxRecords = found.length > TarHeader.BLOCK
                && differing >= TarHeader.BLOCK
                && differing < found.length - TarHeader.BLOCK;
        String field = paxRecords ? "pax records" : field(found, expected, differing);
        throw PackageInventory.problem(path, "its header differs from the packer's: " + field);
    }

    /** A changed field also changes the checksum, which precedes some of the fields. */
    private static String field(byte[] found, byte[] expected, int differing) {
        int offset = differing % TarHeader.BLOCK;
        int blockEnd = differing - offset + TarHeader.BLOCK;
        int behind = offset < CHECKSUM || offset >= TYPE
                ? -1
                : Arrays.mismatch(
                        found,
                        blockEnd - TarHeader.BLOCK + TYPE,
                        blockEnd,
                        expected,
                        blockEnd - TarHeader.BLOCK + TYPE,
                        blockEnd);
        return field(behind < 0 ? offset : TYPE + behind);
    }

    private static String field(int offset) {
        if (offset < MODE) {
            return "name";
        }
        if (offset < 108) {
            return "mode";
        }
        if (offset < SIZE) {
            return "owner";
        }
        if (offset < TIME) {
            return "size";
        }
        if (offset < CHECKSUM) {
            return "time";
        }
        if (offset < TYPE) {
            return "checksum";
        }
        if (offset < 257) {
            return offset == TYPE ? "type" : "link name";
        }
        if (offset < 265) {
            return "format";
        }
        if (offset < 329) {
            return "owner's name";
        }
        return offset < PREFIX ? "device number" : "name prefix";
    }

    private static byte[] name(byte[] header) {
        byte[] name = untilZero(header, 0, NAME_LENGTH);
        byte[] prefix = untilZero(header, PREFIX, PREFIX_LENGTH);
        return prefix.length == 0 ? name : joined(prefix, new byte[] {'/'}, name);
    }

    /** An octal number as the packer writes it; 0 for any other, which the comparison of the headers then finds. */
    private static long number(byte[] header, int offset, int length) {
        String digits = new String(header, offset, length - 1, StandardCharsets.ISO_8859_1);
        boolean octal = digits.chars().allMatch(digit -> digit >= '0' && digit <= '7');
        return octal ? Long.parseLong(digits, 8) : 0;
    }

    private static byte[] untilZero(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(bytes, from, end);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw cutOff();
        }
        return bytes;
    }

    private static boolean isZero(byte[] bytes) {
        for (byte value : bytes) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private static MalformedPackageException cutOff() {
        return new MalformedPackageException("the archive is cut off");
    }

    /** The bytes of one entry, no more and no fewer. */
    private static final class Content extends CountedInput {
        private final InputStream in;

        Content(InputStream in, long size) {
            super(size);
            this.in = in;
        }

        @Override
        protected int fill(byte[] buffer, int offset, int length) throws IOException {
            return left() == 0 ? -1 : in.read(buffer, offset, (int) Math.min(length, left()));
        }

        @Override
        protected IOException wrongLength() {
            return cutOff();
        }
    }
}
