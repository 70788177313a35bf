package io.powerx.publish.pack.deflate;

/**
 * What a match finder makes of content: tokens of one match or of one or two literals. A token has two indices into the tables of a block's
 * codes and the extra bits of a distance, so that counting and writing tokens needs no branch: whether a literal or a match comes next
 * cannot be predicted.
 */
final class MatchTokens {
    /** The first index is a literal, or a length and this. */
    static final int LENGTHS = 256 - Symbols.MIN_LENGTH;

    /** The second index is a distance symbol, {@link #NONE}, or a literal and {@link #LITERALS}. */
    static final int NONE = Symbols.DISTANCES;

    static final int LITERALS = NONE + 1;
    static final int FIRST_INDICES = 512;
    static final int SECOND_INDICES = 512;

    private static final int INDEX_BITS = 9;
    private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

    private final int[] items;
    private int size;

    /** @param content the number of bytes that the tokens describe at most */
    MatchTokens(int content, int segments) {
        items = new int[content / 2 + segments + 2];
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    /** All tokens; only the first {@link #size} are in use. */
    int[] items() {
        return items;
    }

    void addLiterals(byte[] content, int from, int to) {
        int next = from;
        int count = size;
        for (; next < to - 1; next += 2) {
            items[count++] = (content[next] & 0xff) | ((LITERALS + (content[next + 1] & 0xff)) << INDEX_BITS);
        }
        if (next < to) {
            items[count++] = (content[next] & 0xff) | (NONE << INDEX_BITS);
        }
        size = count;
    }

    void addMatch(int length, int distance) {
        int symbol = Symbols.ofDistance(distance);
        int extra = (distance - 1) & ((1 << Symbols.distanceExtraBits(symbol)) - 1);
        items[size++] = (LENGTHS + length) | (symbol << INDEX_BITS) | (extra << (2 * INDEX_BITS));
    }

    static int first(int token) {
        return token & INDEX_MASK;
    }

    static int second(int token) {
        return (token >>> INDEX_BITS) & INDEX_MASK;
    }

    static int extra(int token) {
        return token >>> (2 * INDEX_BITS);
    }
}
