package io.powerx.publish.pack.deflate;

import java.util.Arrays;

/** The code lengths of a block's two codes, as they are written in front of a block with dynamic codes (RFC 1951, section 3.2.7). */
final class CodeDescription {
    /** The order in which the lengths of the third code are written: those that are often 0 come last. */
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private static final int REPEAT_LENGTH = 16;
    private static final int REPEAT_ZERO = 17;
    private static final int REPEAT_ZERO_OFTEN = 18;
    private static final int SYMBOL_BITS = 5;
    private static final int SYMBOL_MASK = (1 << SYMBOL_BITS) - 1;
    private static final int[] EXTRA_BITS = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 7};

    private final HuffmanCode code = new HuffmanCode(ORDER.length, 7);
    private final int[] frequencies = new int[ORDER.length];
    private final int[] lengths = new int[Symbols.LITERALS_AND_LENGTHS + Symbols.DISTANCES];
    private final int[] items = new int[lengths.length];
    private int size;
    private int literalsAndLengths;
    private int distances;
    private int written;

    /** Becomes the description of these codes. */
    void build(HuffmanCode literalCode, HuffmanCode distanceCode) {
        literalsAndLengths = used(literalCode.lengths(), Symbols.FIRST_LENGTH);
        distances = used(distanceCode.lengths(), 1);
        System.arraycopy(literalCode.lengths(), 0, lengths, 0, literalsAndLengths);
        System.arraycopy(distanceCode.lengths(), 0, lengths, literalsAndLengths, distances);
        runs(literalsAndLengths + distances);
        Arrays.fill(frequencies, 0);
        for (int i = 0; i < size; i++) {
            frequencies[items[i] & SYMBOL_MASK]++;
        }
        code.build(frequencies);
        written = ORDER.length;
        while (written > 4 && code.lengths()[ORDER[written - 1]] == 0) {
            written--;
        }
    }

    /** The length of the description in bits. */
    long bits() {
        long bits = 5 + 5 + 4 + 3L * written + code.bits(frequencies);
        for (int symbol = REPEAT_LENGTH; symbol <= REPEAT_ZERO_OFTEN; symbol++) {
            bits += (long) frequencies[symbol] * EXTRA_BITS[symbol];
        }
        return bits;
    }

    void write(BitWriter out) {
        out.write(literalsAndLengths - Symbols.FIRST_LENGTH, 5);
        out.write(distances - 1, 5);
        out.write(written - 4, 4);
        for (int i = 0; i < written; i++) {
            out.write(code.lengths()[ORDER[i]], 3);
        }
        for (int i = 0; i < size; i++) {
            int symbol = items[i] & SYMBOL_MASK;
            out.write(code.codes()[symbol], code.lengths()[symbol]);
            out.write(items[i] >>> SYMBOL_BITS, EXTRA_BITS[symbol]);
        }
    }

    private static int used(int[] lengths, int atLeast) {
        int used = lengths.length;
        while (used > atLeast && lengths[used - 1] == 0) {
            used--;
        }
        return used;
    }

    private void runs(int count) {
        size = 0;
        int next = 0;
        while (next < count) {
            int length = lengths[next];
            int end = next + 1;
            while (end < count && lengths[end] == length) {
                end++;
            }
            if (length == 0) {
                zeros(end - next);
            } else {
                repeat(length, end - next);
            }
            next = end;
        }
    }

    private void zeros(int count) {
        int left = count;
        while (left >= 3) {
            int run = Math.min(left, 138);
            add(run > 10 ? REPEAT_ZERO_OFTEN : REPEAT_ZERO, run > 10 ? run - 11 : run - 3);
            left -= run;
        }
        for (; left > 0; left--) {
            add(0, 0);
        }
    }

    private void repeat(int length, int count) {
        add(length, 0);
        int left = count - 1;
        while (left >= 3) {
            int run = Math.min(left, 6);
            add(REPEAT_LENGTH, run - 3);
            left -= run;
        }
        for (; left > 0; left--) {
            add(length, 0);
        }
    }

    private void add(int symbol, int extra) {
        items[size++] = extra << SYMBOL_BITS | symbol;
    }
}
