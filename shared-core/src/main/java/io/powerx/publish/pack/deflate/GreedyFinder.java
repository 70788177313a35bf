package io.powerx.publish.pack.deflate;

import java.util.Arrays;

/**
 * Searches as little as possible: at each position, only the latest position with the same hash of 5 bytes is compared, and a match is used
 * at once. Shorter matches save little and are not searched for.
 *
 * <p>The table contains the lower 16 bits of positions, as in {@link HashFinder}. The numbers are part of the format: a change changes the
 * bytes of packages and requires a new {@link DeflateStreams#ENCODER_VERSION}.
 */
final class GreedyFinder implements MatchFinder {
    private static final int HASHED_BITS = 5 * Byte.SIZE;
    /** Bytes that are read at once; there are no matches of the last 7 bytes of a chunk. */
    private static final int READ = Long.BYTES;

    private static final int HASH_BITS = 15;
    /** Positions at the end of a match that are found later: what follows it is often what followed before. */
    private static final int INDEXED_AT_END = 2;
    /** After 2 to the power of this many bytes without a match, positions are skipped, and more the longer there is none. */
    private static final int SKIP_TRIGGER = 5;

    private final char[] heads = new char[1 << HASH_BITS];
    private byte[] content = new byte[0];
    private int end;

    @Override
    public void reset(byte[] newContent, int start, int newEnd) {
        content = newContent;
        end = newEnd;
        Arrays.fill(heads, (char) 0);
        index(Math.max(0, start - Symbols.WINDOW), start);
    }

    /** Matches of 5 bytes or more are always cheaper than literals, or nearly so. */
    @Override
    public void expectLiterals(int sixteenths) {}

    @Override
    public int find(int from, int limit, MatchTokens tokens) {
        int searchable = Math.min(limit, end - READ + 1);
        int literals = from;
        int position = from;
        while (position < searchable) {
            long bytes = Bytes.getLong(content, position);
            int slot = hash(bytes);
            int distance = (char) (position - heads[slot]);
            heads[slot] = (char) position;
            long difference = Bytes.getLong(content, position - distance) ^ bytes;
            if (difference << (Long.SIZE - HASHED_BITS) != 0 || ((distance - 1) & 0xffff) >= Symbols.WINDOW) {
                position += 1 + ((position - literals) >>> SKIP_TRIGGER);
                continue;
            }
            int length = Long.numberOfTrailingZeros(difference) >>> 3;
            if (length == READ) {
                int most = Math.min(Symbols.MAX_LENGTH, end - position);
                length = Bytes.commonLength(content, position - distance, position, READ, most);
            }
            tokens.addLiterals(content, literals, position);
            tokens.addMatch(length, distance);
            literals = position + length;
            index(Math.max(position + 1, literals - INDEXED_AT_END), literals);
            position = literals;
        }
        int reached = Math.min(Math.max(position, limit), end);
        tokens.addLiterals(content, literals, reached);
        return reached;
    }

    private void index(int from, int to) {
        int stop = Math.min(to, end - READ + 1);
        for (int position = from; position < stop; position++) {
            heads[hash(Bytes.getLong(content, position))] = (char) position;
        }
    }

    private static int hash(long bytes) {
        return (int) (((bytes << (Long.SIZE - HASHED_BITS)) * Bytes.MULTIPLIER) >>> (Long.SIZE - HASH_BITS));
    }
}
