package io.powerx.publish.pack.deflate;

/** The two codes of a block as tables for the two indices of {@link MatchTokens}. */
final class SymbolCodes {
    static final int LENGTH_BITS = 5;
    static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

    private final int[] first = new int[MatchTokens.FIRST_INDICES];
    private final int[] second = new int[MatchTokens.SECOND_INDICES];
    private int endOfBlock;
    private int endOfBlockBits;

    /** Codes of literals, and codes of lengths followed by their extra bits, above their length in bits. */
    int[] first() {
        return first;
    }

    /** Codes of distances and literals above their length, above that length and the number of extra bits together. */
    int[] second() {
        return second;
    }

    int endOfBlock() {
        return endOfBlock;
    }

    int endOfBlockBits() {
        return endOfBlockBits;
    }

    void set(HuffmanCode literalCode, HuffmanCode distanceCode) {
        int[] codes = literalCode.codes();
        int[] lengths = literalCode.lengths();
        endOfBlock = codes[Symbols.END_OF_BLOCK];
        endOfBlockBits = lengths[Symbols.END_OF_BLOCK];
        for (int literal = 0; literal < Symbols.END_OF_BLOCK; literal++) {
            first[literal] = (codes[literal] << LENGTH_BITS) | lengths[literal];
            second[MatchTokens.LITERALS + literal] = second(codes[literal], lengths[literal], 0);
        }
        for (int length = Symbols.MIN_LENGTH; length <= Symbols.MAX_LENGTH; length++) {
            int symbol = Symbols.ofLength(length);
            int bits = lengths[symbol];
            int extra = length - Symbols.lengthBase(symbol);
            first[MatchTokens.LENGTHS + length] =
                    ((codes[symbol] | (extra << bits)) << LENGTH_BITS) | (bits + Symbols.lengthExtraBits(symbol));
        }
        for (int symbol = 0; symbol < Symbols.DISTANCES; symbol++) {
            second[symbol] = second(
                    distanceCode.codes()[symbol], distanceCode.lengths()[symbol], Symbols.distanceExtraBits(symbol));
        }
    }

    private static int second(int code, int bits, int extraBits) {
        return (((code << LENGTH_BITS) | bits) << LENGTH_BITS) | (bits + extraBits);
    }
}
