package io.powerx.publish.pack.deflate;

/** The alphabets of DEFLATE: symbols for literals and lengths, and symbols for distances (RFC 1951, section 3.2.5). */
final class Symbols {
    static final int WINDOW = 32 << 10;
    static final int MIN_LENGTH = 3;
    static final int MAX_LENGTH = 258;

    static final int END_OF_BLOCK = 256;
    static final int FIRST_LENGTH = 257;
    static final int LITERALS_AND_LENGTHS = 286;
    static final int DISTANCES = 30;

    private static final int[] LENGTH_BASES = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258
    };
    private static final int[] LENGTH_EXTRA_BITS = {
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0
    };
    private static final char[] LENGTH_SYMBOLS = lengthSymbols();

    private Symbols() {}

    /** @param length of a match, 3 to 258 */
    static int ofLength(int length) {
        return LENGTH_SYMBOLS[length];
    }

    /** @param symbol 257 to 285 */
    static int lengthBase(int symbol) {
        return LENGTH_BASES[symbol - FIRST_LENGTH];
    }

    /** @param symbol 257 to 285 */
    static int lengthExtraBits(int symbol) {
        return LENGTH_EXTRA_BITS[symbol - FIRST_LENGTH];
    }

    /**
     * Two symbols share each power of two: the highest bit of the distance selects the pair, the next bit the symbol.
     *
     * @param distance of a match, 1 to 32768
     */
    static int ofDistance(int distance) {
        int offset = distance - 1;
        if (offset < 2) {
            return offset;
        }
        int highest = 31 - Integer.numberOfLeadingZeros(offset);
        return 2 * highest + ((offset >>> (highest - 1)) & 1);
    }

    /** @param symbol 0 to 29 */
    static int distanceExtraBits(int symbol) {
        return Math.max(0, symbol / 2 - 1);
    }

    private static char[] lengthSymbols() {
        char[] symbols = new char[MAX_LENGTH + 1];
        for (int i = 0; i < LENGTH_BASES.length; i++) {
            int next = i + 1 < LENGTH_BASES.length ? LENGTH_BASES[i + 1] : MAX_LENGTH + 1;
            for (int length = LENGTH_BASES[i]; length < next; length++) {
                symbols[length] = (char) (FIRST_LENGTH + i);
            }
        }
        return symbols;
    }
}
