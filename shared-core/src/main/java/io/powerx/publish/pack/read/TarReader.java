package io.powerx.publish.pack.read;

import io.powerx.publish.io.CountedInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a tar strictly: ustar, pax and GNU long names; regular files and folders; two zero records at the end and only zeros after
 * them. Everything else that tar can say (links, devices, sparse files, global headers) has no place in a package.
 */
final class TarReader {
    private static final int RECORD = 512;
    private static final int MAX_EXTENSION = 64 << 10;

    private final InputStream in;
    private final PackageInventory inventory;
    private byte @Nullable [] longName;
    private long longSize = -1;

    TarReader(InputStream in, PackageInventory inventory) {
        this.in = in;
        this.inventory = inventory;
    }

    void read() throws IOException {
        byte[] header = record();
        while (!isZero(header)) {
            entry(header);
            header = record();
        }
        if (!isZero(record())) {
            throw new MalformedPackageException("the archive has one zero record at its end instead of two");
        }
        byte[] rest = new byte[RECORD];
        for (int read = in.read(rest); read >= 0; read = in.read(rest)) {
            if (!isZero(Arrays.copyOf(rest, read))) {
                inventory.problem("there is data after the end of the archive");
                return;
            }
        }
    }

    private void entry(byte[] header) throws IOException {
        requireChecksum(header);
        long size = number(header, 124, 12);
        char type = (char) (header[156] & 0xff);
        if (type == 'x' || type == 'L') {
            byte[] extension = extension(size);
            if (type == 'x') {
                readPax(extension);
            } else {
                longName = cString(extension, 0, extension.length);
            }
            return;
        }
        byte[] name = longName == null ? name(header) : longName;
        long contentSize = longSize < 0 ? size : longSize;
        longName = null;
        longSize = -1;
        Content content = new Content(in, contentSize);
        switch (type) {
            case '0', '\0' -> inventory.file(name, (number(header, 100, 8) & 0100) != 0, content);
            case '5' -> inventory.folder(name);
            case '1', '2' -> inventory.problem(name, "it is a link");
            default -> inventory.problem(name, "it is neither a file nor a folder");
        }
        content.skipRest();
        skip((RECORD - contentSize % RECORD) % RECORD);
    }

    /** Records of the form {@code length key=value\n}. */
    private void readPax(byte[] extension) throws IOException {
        int at = 0;
        while (at < extension.length) {
            int space = indexOf(extension, ' ', at);
            int length = space < 0 ? -1 : decimal(extension, at, space);
            int end = at + length;
            int equals = indexOf(extension, '=', space + 1);
            if (length <= 0 || end > extension.length || extension[end - 1] != '\n' || equals < 0 || equals >= end) {
                throw new MalformedPackageException("a pax header is malformed");
            }
            String key = new String(extension, space + 1, equals - space - 1, StandardCharsets.US_ASCII);
            byte[] value = Arrays.copyOfRange(extension, equals + 1, end - 1);
            switch (key) {
                case "path" -> longName = value;
                case "size" -> longSize = decimalLong(value);
                case "mtime", "atime", "ctime", "uid", "gid", "uname", "gname", "comment" -> {}
                default -> throw new MalformedPackageException("a pax header says what has no place in a package");
            }
            at = end;
        }
    }

    private byte[] extension(long size) throws IOException {
        if (size > MAX_EXTENSION) {
            throw new MalformedPackageException("a header is larger than " + MAX_EXTENSION + " bytes");
        }
        byte[] extension = in.readNBytes((int) size);
        if (extension.length < size) {
            throw new EOFException("the archive is cut off");
        }
        skip((RECORD - size % RECORD) % RECORD);
        return extension;
    }

    private static byte[] name(byte[] header) throws IOException {
        byte[] name = cString(header, 0, 100);
        String magic = new String(header, 257, 8, StandardCharsets.ISO_8859_1);
        if (magic.equals("ustar  \0")) {
            return name;
        }
        if (!magic.equals("ustar\00000")) {
            throw new MalformedPackageException("a header is neither POSIX nor GNU tar");
        }
        byte[] prefix = cString(header, 345, 155);
        if (prefix.length == 0) {
            return name;
        }
        byte[] joined = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
        joined[prefix.length] = '/';
        System.arraycopy(name, 0, joined, prefix.length + 1, name.length);
        return joined;
    }

    private static void requireChecksum(byte[] header) throws IOException {
        int sum = 0;
        for (int i = 0; i < RECORD; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 0xff;
        }
        if (sum != number(header, 148, 8)) {
            throw new MalformedPackageException("a header's checksum is wrong");
        }
    }

    /** Octal digits between spaces, ended by a NUL or a space. */
    private static long number(byte[] header, int offset, int length) throws IOException {
        String field = new String(header, offset, length, StandardCharsets.ISO_8859_1);
        int end = field.indexOf('\0');
        String digits = (end < 0 ? field : field.substring(0, end)).strip();
        if (!digits.matches("[0-7]{0,12}")) {
            throw new MalformedPackageException("a number in a header is malformed");
        }
        return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    }

    private static long decimalLong(byte[] digits) throws IOException {
        String text = new String(digits, StandardCharsets.US_ASCII);
        if (!text.matches("[0-9]{1,18}")) {
            throw new MalformedPackageException("a size is malformed");
        }
        return Long.parseLong(text);
    }

    private static int decimal(byte[] bytes, int from, int to) throws IOException {
        return (int) Math.min(Integer.MAX_VALUE / 2, decimalLong(Arrays.copyOfRange(bytes, from, to)));
    }

    private static int indexOf(byte[] bytes, char wanted, int from) {
        for (int i = Math.max(0, from); i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] cString(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(bytes, from, end);
    }

    private byte[] record() throws IOException {
        byte[] record = in.readNBytes(RECORD);
        if (record.length < RECORD) {
            throw new MalformedPackageException("the archive is cut off");
        }
        return record;
    }

    private void skip(long count) throws IOException {
        if (in.readNBytes((int) count).length < count) {
            throw new MalformedPackageException("the archive is cut off");
        }
    }

    private static boolean isZero(byte[] bytes) {
        for (byte value : bytes) {
            if (value != 0) {
                return false;
            }
        }
        return true;
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
            return new MalformedPackageException("the archive is cut off");
        }

        void skipRest() throws IOException {
            byte[] buffer = new byte[RECORD];
            for (int read = 0; read >= 0; ) {
                read = read(buffer, 0, RECORD);
            }
        }
    }
}
