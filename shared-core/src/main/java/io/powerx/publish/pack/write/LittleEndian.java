package io.powerx.publish.pack.write;

import java.io.ByteArrayOutputStream;

/** Builds byte sequences with little-endian numbers, as ZIP and gzip use them. */
final class LittleEndian {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);

    LittleEndian u16(long value) {
        return number(value, 2);
    }

    LittleEndian u32(long value) {
        return number(value, 4);
    }

    LittleEndian u64(long value) {
        return number(value, 8);
    }

    LittleEndian bytes(byte[] content) {
        bytes.writeBytes(content);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private LittleEndian number(long value, int length) {
        for (int i = 0; i < length; i++) {
            bytes.write((int) (value >>> (8 * i)));
        }
        return this;
    }
}
