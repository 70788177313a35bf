package io.powerx.publish.pack.deflate;

import java.util.Arrays;

/** Writes bits into bytes, the least significant bit first (RFC 1951, section 3.1.1). */
final class BitWriter {
    private final byte[] bytes;
    private int position;
    /** Bits that do not fill a byte yet: fewer than 8 between two calls. */
    private long bits;

    private int count;

    /** @param capacity in bytes; seven more are needed because eight are always written at once */
    BitWriter(int capacity) {
        bytes = new byte[capacity + Long.BYTES];
    }

    void reset() {
        position = 0;
        bits = 0;
        count = 0;
    }

    /** @param length of the value in bits, at most 56 */
    void write(long value, int length) {
        bits |= value << count;
        count += length;
        Bytes.putLong(bytes, position, bits);
        position += count >>> 3;
        bits >>>= count & ~7;
        count &= 7;
    }

    /** Continues at a byte boundary. */
    void align() {
        write(0, -count & 7);
    }

    /** The bits after the last byte boundary. */
    int unaligned() {
        return count;
    }

    /** Copies bytes; only at a byte boundary. */
    void write(byte[] source, int from, int length) {
        System.arraycopy(source, from, bytes, position, length);
        position += length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, position);
    }

    /**
     * Writes tokens. A token has at most 48 bits and fits into 64 together with what is left of the bits before it, so eight bytes are
     * written for each.
     */
    void write(MatchTokens tokens, int from, int to, SymbolCodes codes) {
        int[] items = tokens.items();
        int[] first = codes.first();
        int[] second = codes.second();
        byte[] out = bytes;
        int at = position;
        long pending = bits;
        int pendingCount = count;
        for (int i = from; i < to; i++) {
            int token = items[i];
            int one = first[MatchTokens.first(token)];
            int two = second[MatchTokens.second(token)];
            int oneBits = one & SymbolCodes.LENGTH_MASK;
            int extra = MatchTokens.extra(token) << ((two >>> SymbolCodes.LENGTH_BITS) & SymbolCodes.LENGTH_MASK);
            long value = (one >>> SymbolCodes.LENGTH_BITS)
                    | (long) ((two >>> (2 * SymbolCodes.LENGTH_BITS)) | extra) << oneBits;
            pending |= value << pendingCount;
            pendingCount += oneBits + (two & SymbolCodes.LENGTH_MASK);
            Bytes.putLong(out, at, pending);
            at += pendingCount >>> 3;
            pending >>>= pendingCount & ~7;
            pendingCount &= 7;
        }
        position = at;
        bits = pending;
        count = pendingCount;
    }
}
