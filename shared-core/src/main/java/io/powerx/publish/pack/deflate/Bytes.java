package io.powerx.publish.pack.deflate;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads and writes several bytes of an array at once, in little-endian order on every machine. */
final class Bytes {
    /** Arrays that are read with {@link #commonLength} need this many bytes after their content. */
    static final int PADDING = Long.BYTES;

    /** 2^64 divided by the golden ratio: products of similar numbers differ in their high bits (Knuth, volume 3, section 6.4). */
    static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Bytes() {}

    static int getInt(byte[] bytes, int position) {
        return (int) INT.get(bytes, position);
    }

    static long getLong(byte[] bytes, int position) {
        return (long) LONG.get(bytes, position);
    }

    static void putLong(byte[] bytes, int position, long value) {
        LONG.set(bytes, position, value);
    }

    /** How many bytes are the same from two positions on, at most {@code limit}; {@code known} of them are known to be. */
    static int commonLength(byte[] bytes, int first, int second, int known, int limit) {
        for (int length = known; length < limit; length += Long.BYTES) {
            long difference = (long) LONG.get(bytes, first + length) ^ (long) LONG.get(bytes, second + length);
            if (difference != 0) {
                return Math.min(limit, length + (Long.numberOfTrailingZeros(difference) >>> 3));
            }
        }
        return limit;
    }
}
