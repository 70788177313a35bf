package io.powerx.publish.pack.deflate;

import java.util.Arrays;

/** Writes each block in its smallest format: stored, with the fixed codes, or with dynamic codes. */
final class BlockEncoder {
    private static final int STORED = 0;
    private static final int FIXED = 1;
    private static final int DYNAMIC = 2;
    private static final int HEADER_BITS = 3;
    private static final int MAX_STORED = 0xffff;
    /** The length of a stored block, and its complement. */
    private static final int STORED_BYTES = 4;

    private static final HuffmanCode FIXED_LITERALS = fixedLiterals();
    private static final HuffmanCode FIXED_DISTANCES = fixedDistances();

    private final BitWriter out;
    private final HuffmanCode literalCode = new HuffmanCode(Symbols.LITERALS_AND_LENGTHS, HuffmanCode.MAX_BITS);
    private final HuffmanCode distanceCode = new HuffmanCode(Symbols.DISTANCES, HuffmanCode.MAX_BITS);
    private final CodeDescription description = new CodeDescription();
    private final SymbolCodes codes = new SymbolCodes();

    BlockEncoder(BitWriter out) {
        this.out = out;
    }

    /** Writes a part of the content as one block, or as several if they are stored. */
    void write(byte[] content, MatchTokens tokens, Span span, boolean last) {
        Histogram symbols = span.symbols();
        literalCode.build(symbols.literalsAndLengths());
        distanceCode.build(symbols.distances());
        description.build(literalCode, distanceCode);
        long stored = storedBits(span.to() - span.from());
        long fixed = bits(symbols, FIXED_LITERALS, FIXED_DISTANCES);
        long dynamic = description.bits() + bits(symbols, literalCode, distanceCode);
        if (stored <= Math.min(fixed, dynamic)) {
            store(content, span.from(), span.to(), last);
            return;
        }
        if (fixed <= dynamic) {
            header(FIXED, last);
            codes.set(FIXED_LITERALS, FIXED_DISTANCES);
        } else {
            header(DYNAMIC, last);
            description.write(out);
            codes.set(literalCode, distanceCode);
        }
        out.write(tokens, span.firstToken(), span.endToken(), codes);
        out.write(codes.endOfBlock(), codes.endOfBlockBits());
    }

    /** Writes a part of the content, which may be empty, as it is. */
    void store(byte[] content, int from, int to, boolean last) {
        int next = from;
        do {
            int length = Math.min(MAX_STORED, to - next);
            header(STORED, last && next + length == to);
            out.align();
            out.write(length | (long) (~length & MAX_STORED) << 16, 32);
            out.write(content, next, length);
            next += length;
        } while (next < to);
    }

    private void header(int type, boolean last) {
        out.write((last ? 1 : 0) | type << 1, HEADER_BITS);
    }

    private static long bits(Histogram symbols, HuffmanCode literals, HuffmanCode distances) {
        return HEADER_BITS
                + literals.bits(symbols.literalsAndLengths())
                + distances.bits(symbols.distances())
                + symbols.extraBits();
    }

    private long storedBits(int length) {
        long further = Math.max(0, length - 1) / MAX_STORED;
        int padding = -(out.unaligned() + HEADER_BITS) & 7;
        return HEADER_BITS + padding + 8 * (STORED_BYTES + further * (1 + STORED_BYTES) + length);
    }

    private static HuffmanCode fixedLiterals() {
        int[] lengths = new int[288];
        Arrays.fill(lengths, 0, 144, 8);
        Arrays.fill(lengths, 144, 256, 9);
        Arrays.fill(lengths, 256, 280, 7);
        Arrays.fill(lengths, 280, 288, 8);
        return HuffmanCode.ofLengths(lengths);
    }

    private static HuffmanCode fixedDistances() {
        int[] lengths = new int[32];
        Arrays.fill(lengths, 5);
        return HuffmanCode.ofLengths(lengths);
    }
}
