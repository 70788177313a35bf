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
     * Writes the symbols of a part of the content.
     *
     * <p>Up to three literals, or a length and a distance, fit into 64 bits together with what is left of the bits before them, so eight
     * bytes are written for them at once.
     */
    void write(byte[] content, Sequences sequences, Span span, SymbolCodes codes) {
        int[] literals = codes.literals();
        int[] lengths = codes.lengths();
        int[] distances = codes.distances();
        byte[] out = bytes;
        int at = position;
        long pending = bits;
        int pendingCount = count;
        int next = span.from();
        int endSequence = span.endSequence();
        for (int i = span.firstSequence(); i < endSequence; i++) {
            long sequence = sequences.get(i);
            int end = next + Sequences.literals(sequence);
            while (next < end) {
                int stop = Math.min(end, next + 3);
                do {
                    int code = literals[content[next++] & 0xff];
                    pending |= (long) (code >>> SymbolCodes.LENGTH_BITS) << pendingCount;
                    pendingCount += code & SymbolCodes.LENGTH_MASK;
                } while (next < stop);
                Bytes.putLong(out, at, pending);
                at += pendingCount >>> 3;
                pending >>>= pendingCount & ~7;
                pendingCount &= 7;
            }
            int length = Sequences.length(sequence);
            if (length > 0) {
                int code = lengths[length];
                pending |= (long) (code >>> SymbolCodes.LENGTH_BITS) << pendingCount;
                pendingCount += code & SymbolCodes.LENGTH_MASK;
                int distance = Sequences.distance(sequence);
                int symbol = Symbols.ofDistance(distance);
                code = distances[symbol];
                pending |= (long) (code >>> SymbolCodes.LENGTH_BITS) << pendingCount;
                pendingCount += code & SymbolCodes.LENGTH_MASK;
                int extraBits = Symbols.distanceExtraBits(symbol);
                pending |= (long) ((distance - 1) & ((1 << extraBits) - 1)) << pendingCount;
                pendingCount += extraBits;
                Bytes.putLong(out, at, pending);
                at += pendingCount >>> 3;
                pending >>>= pendingCount & ~7;
                pendingCount &= 7;
                next += length;
            }
        }
        position = at;
        bits = pending;
        count = pendingCount;
    }
}
