package io.powerx.publish.pack.write;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The header blocks of one file in a package's tar: a ustar header, preceded by a pax header (POSIX.1-2001) if the name is not ASCII or
 * too long for ustar, or if the file has 8 GiB or more. A reader compares what it finds with these bytes.
 */
public final class TarHeader {
    /** Bytes of a block; headers and contents are padded to it with zeros. */
    public static final int BLOCK = 512;

    private static final int NAME = 100;
    private static final int PREFIX = 155;
    private static final long MAX_OCTAL = 077777777777L;

    private TarHeader() {}

    /**
     * The headers of a file.
     *
     * @param size bytes of the content
     * @param timestamp seconds since 1970
     * @return whole blocks
     */
    public static byte[] encode(String path, long size, boolean executable, long timestamp) {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        int split = split(path, name);
        String pax = (split < 0 ? record("path", path) : "")
                + (size > MAX_OCTAL ? record("size", String.valueOf(size)) : "");
        ByteArrayOutputStream blocks = new ByteArrayOutputStream(pax.isEmpty() ? BLOCK : 3 * BLOCK);
        if (!pax.isEmpty()) {
            byte[] records = pax.getBytes(StandardCharsets.UTF_8);
            String base = path.substring(path.lastIndexOf('/') + 1);
            blocks.writeBytes(block(ascii("PaxHeaders/" + base), new byte[0], 'x', records.length, false, timestamp));
            blocks.writeBytes(records);
            blocks.writeBytes(new byte[padding(records.length)]);
        }
        byte[] shortName = split < 0 ? ascii(path) : Arrays.copyOfRange(name, split == 0 ? 0 : split + 1, name.length);
        byte[] prefix = split <= 0 ? new byte[0] : Arrays.copyOf(name, split);
        blocks.writeBytes(block(shortName, prefix, '0', size > MAX_OCTAL ? 0 : size, executable, timestamp));
        return blocks.toByteArray();
    }

    /** The zeros that follow that many bytes up to the end of their last block. */
    public static int padding(long size) {
        return (int) ((BLOCK - size % BLOCK) % BLOCK);
    }

    /** Where a name is cut into prefix and name: 0 if there is no prefix, -1 if ustar cannot hold the name. */
    private static int split(String path, byte[] name) {
        if (name.length != path.length()) {
            return -1;
        }
        if (name.length <= NAME) {
            return 0;
        }
        int slash = path.lastIndexOf('/', PREFIX);
        return slash > 0 && name.length - slash - 1 <= NAME ? slash : -1;
    }

    private static byte[] block(byte[] name, byte[] prefix, char type, long size, boolean executable, long timestamp) {
        byte[] header = new byte[BLOCK];
        System.arraycopy(name, 0, header, 0, name.length);
        octal(header, 100, 8, executable ? 0755 : 0644);
        octal(header, 108, 8, 0);
        octal(header, 116, 8, 0);
        octal(header, 124, 12, size);
        octal(header, 136, 12, timestamp);
        Arrays.fill(header, 148, 156, (byte) ' ');
        header[156] = (byte) type;
        System.arraycopy("ustar\00000".getBytes(StandardCharsets.US_ASCII), 0, header, 257, 8);
        octal(header, 329, 8, 0);
        octal(header, 337, 8, 0);
        System.arraycopy(prefix, 0, header, 345, prefix.length);
        int sum = 0;
        for (byte value : header) {
            sum += value & 0xff;
        }
        octal(header, 148, 7, sum);
        return header;
    }

    private static void octal(byte[] header, int offset, int length, long value) {
        long left = value;
        for (int i = offset + length - 2; i >= offset; i--) {
            header[i] = (byte) ('0' + (left & 7));
            left >>= 3;
        }
        header[offset + length - 1] = 0;
    }

    /** A pax record, which begins with its own length. */
    private static String record(String key, String value) {
        String rest = " " + key + "=" + value + "\n";
        int restLength = rest.getBytes(StandardCharsets.UTF_8).length;
        int length = restLength + String.valueOf(restLength).length();
        length = restLength + String.valueOf(length).length();
        return length + rest;
    }

    /** What a reader without pax would see. */
    private static byte[] ascii(String path) {
        String ascii = path.replaceAll("[^\\x20-\\x7e]", "_");
        return ascii.substring(0, Math.min(NAME, ascii.length())).getBytes(StandardCharsets.US_ASCII);
    }
}
