package io.powerx.publish.pack.read;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The records of a pax header, {@code length key=value\n} each.
 *
 * @param path null if the header has none
 * @param size bytes; -1 if the header has none
 */
@SuppressWarnings("ArrayRecordComponent")
record PaxRecords(byte @Nullable [] path, long size) {
    static final PaxRecords NONE = new PaxRecords(null, -1);

    private static final int MAX_DIGITS = 18;

    /** @param length of the records in {@code bytes}, which may be longer */
    static PaxRecords parse(byte[] bytes, int length) throws MalformedPackageException {
        byte[] path = null;
        long size = -1;
        int at = 0;
        while (at < length) {
            int space = indexOf(bytes, ' ', at, length);
            long recordLength = decimal(bytes, at, space);
            int equals = indexOf(bytes, '=', space, length);
            if (recordLength > length - at
                    || at + recordLength <= equals + 1
                    || bytes[at + (int) recordLength - 1] != '\n') {
                throw malformed();
            }
            int end = at + (int) recordLength;
            String key = new String(bytes, space + 1, equals - space - 1, StandardCharsets.ISO_8859_1);
            if (key.equals("path") && path == null) {
                path = Arrays.copyOfRange(bytes, equals + 1, end - 1);
            } else if (key.equals("size") && size < 0) {
                size = decimal(bytes, equals + 1, end - 1);
            } else {
                throw new MalformedPackageException("a pax header has a record that the packer does not write");
            }
            at = end;
        }
        return new PaxRecords(path, size);
    }

    private static long decimal(byte[] bytes, int from, int to) throws MalformedPackageException {
        if (to <= from || to - from > MAX_DIGITS) {
            throw malformed();
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                throw malformed();
            }
            value = 10 * value + bytes[i] - '0';
        }
        return value;
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int to) throws MalformedPackageException {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        throw malformed();
    }

    private static MalformedPackageException malformed() {
        return new MalformedPackageException("a pax header is malformed");
    }
}
