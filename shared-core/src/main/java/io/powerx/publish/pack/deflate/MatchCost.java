package io.powerx.publish.pack.deflate;

/** Estimates whether a short match is worthwhile. */
final class MatchCost {
    /** The codes of a length and a distance have about as many bits together, without those that grow with the distance. */
    private static final int CODES = 10;

    private MatchCost() {}

    /** @param sixteenthsPerLiteral what a literal costs, in 1/16 bits */
    static boolean isCheaper(int length, int distance, int sixteenthsPerLiteral) {
        int distanceBits = Integer.SIZE - Integer.numberOfLeadingZeros(distance);
        return 16 * (CODES + distanceBits) < length * sixteenthsPerLiteral;
    }
}
