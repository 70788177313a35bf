package io.powerx.publish.precheck.content;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first bytes of a file.
 *
 * @param bytes may be longer than the head, and is reused for the next file
 * @param length bytes of the file in {@code bytes}
 */
@SuppressWarnings("ArrayRecordComponent")
record Head(byte[] bytes, int length) {
    static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    boolean startsWith(byte[] expected) {
        return length >= expected.length && Arrays.equals(bytes, 0, expected.length, expected, 0, expected.length);
    }

    boolean startsWith(String ascii) {
        return startsWith(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    /** Where the text begins if the file is one: after the byte order mark. */
    int textStart() {
        return startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
    }

    byte at(int index) {
        return bytes[index];
    }

    /** The bytes as characters. */
    String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    /** Whether a line ends with CR LF. */
    boolean hasCrLf() {
        for (int i = 1; i < length; i++) {
            if (bytes[i] == '\n' && bytes[i - 1] == '\r') {
                return true;
            }
        }
        return false;
    }

    /** Whether the beginning contains no control characters other than white space. */
    boolean isText() {
        for (int i = 0; i < Math.min(length, 2 << 10); i++) {
            if (bytes[i] >= 0 && bytes[i] < '\t') {
                return false;
            }
        }
        return true;
    }
}
