package io.powerx.publish.pack.deflate;

/** The two codes of a block as tables. Each number in them is a code above {@link #LENGTH_BITS} bits with its length. */
final class SymbolCodes {
    static final int LENGTH_BITS = 5;
    static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

    private final int[] literals = new int[Symbols.FIRST_LENGTH];
    private final int[] lengths = new int[Symbols.MAX_LENGTH + 1];
    private final int[] distances = new int[Symbols.DISTANCES];

    /** Codes of literals and the end of the block. */
    int[] literals() {
        return literals;
    }

    /** Codes of the lengths 3 to 258, followed by the extra bits. */
    int[] lengths() {
        return lengths;
    }

    /** Codes of distance symbols. */
    int[] distances() {
        return distances;
    }

    void set(HuffmanCode literalCode, HuffmanCode distanceCode) {
        for (int symbol = 0; symbol < literals.length; symbol++) {
            literals[symbol] =
                    literalCode.codes()[symbol] << LENGTH_BITS | literalCode.lengths()[symbol];
        }
        for (int length = Symbols.MIN_LENGTH; length <= Symbols.MAX_LENGTH; length++) {
            int symbol = Symbols.ofLength(length);
            int bits = literalCode.lengths()[symbol];
            int extra = length - Symbols.lengthBase(symbol);
            int code = literalCode.codes()[symbol] | extra << bits;
            lengths[length] = code << LENGTH_BITS | (bits + Symbols.lengthExtraBits(symbol));
        }
        for (int symbol = 0; symbol < distances.length; symbol++) {
            distances[symbol] =
                    distanceCode.codes()[symbol] << LENGTH_BITS | distanceCode.lengths()[symbol];
        }
    }
}
