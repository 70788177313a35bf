package io.powerx.publish.pack.write;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes a gzip'ed POSIX tar. Names that do not fit into a ustar header (not ASCII, or too long) and sizes from 8 GiB are written to a pax header
 * (POSIX.1-2001), which GNU tar, bsdtar, Go and Python read. The owner is 0:0 without names, and all entries are regular files.
 */
final class TarWriter implements PackageWriter {
    private static final int RECORD = 512;
    private static final int NAME = 100;
    private static final int PREFIX = 155;
    private static final long MAX_OCTAL = 077777777777L;

    private final GzipOutput out;
    private final long timestamp;
    private final byte[] buffer = new byte[128 << 10];

    /** @param timestamp seconds since 1970, for every entry */
    TarWriter(OutputStream out, long timestamp) throws IOException {
        this.out = new GzipOutput(out);
        this.timestamp = timestamp;
    }

    @Override
    public void add(String path, long size, boolean executable, InputStream content) throws IOException {
        byte[] name = path.getBytes(StandardCharsets.UTF_8);
        int split = split(path, name);
        String pax = (split < 0 ? record("path", path) : "")
                + (size > MAX_OCTAL ? record("size", String.valueOf(size)) : "");
        if (!pax.isEmpty()) {
            byte[] records = pax.getBytes(StandardCharsets.UTF_8);
            String base = path.substring(path.lastIndexOf('/') + 1);
            out.write(header(ascii("PaxHeaders/" + base), new byte[0], 'x', records.length, false));
            out.write(records);
            pad(records.length);
        }
        byte[] shortName = split < 0 ? ascii(path) : Arrays.copyOfRange(name, split == 0 ? 0 : split + 1, name.length);
        byte[] prefix = split <= 0 ? new byte[0] : Arrays.copyOf(name, split);
        out.write(header(shortName, prefix, '0', size > MAX_OCTAL ? 0 : size, executable));
        long written = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            out.write(buffer, 0, read);
            written += read;
        }
        if (written != size) {
            throw new IOException(path + " has " + written + " bytes instead of " + size);
        }
        pad(size);
    }

    @Override
    public void finish() throws IOException {
        out.write(new byte[2 * RECORD]);
        out.finish();
    }

    @Override
    public void close() {
        out.close();
    }

    /** The index at which a name is split into prefix and name; 0 for no prefix, -1 if the name does not fit into ustar. */
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

    private byte[] header(byte[] name, byte[] prefix, char type, long size, boolean executable) {
        byte[] header = new byte[RECORD];
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

    /** A pax record, which starts with its own length. */
    private static String record(String key, String value) {
        String rest = " " + key + "=" + value + "\n";
        int restLength = rest.getBytes(StandardCharsets.UTF_8).length;
        int length = restLength + String.valueOf(restLength).length();
        length = restLength + String.valueOf(length).length();
        return length + rest;
    }

    /** The name for readers without pax support. */
    private static byte[] ascii(String path) {
        String ascii = path.replaceAll("[^\\x20-\\x7e]", "_");
        return ascii.substring(0, Math.min(NAME, ascii.length())).getBytes(StandardCharsets.US_ASCII);
    }

    private void pad(long size) throws IOException {
        int over = (int) (size % RECORD);
        if (over > 0) {
            out.write(new byte[RECORD - over]);
        }
    }
}
