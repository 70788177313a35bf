package io.powerx.publish.pack.deflate;

import java.util.Arrays;

/**
 * Searches fast: at each position, only the latest position with the same hash of 4 bytes and that with the same hash of 7 bytes are compared,
 * and both at once. The latter is likely to begin a long match.
 *
 * <p>Tables contain the lower 16 bits of positions. A distance calculated from them may lead to content that was never entered; what counts is
 * whether the bytes there are the same. The numbers are part of the format: a change changes the bytes of packages and requires a new
 * {@link DeflateStreams#ENCODER_VERSION}.
 */
final class HashFinder implements MatchFinder {
    private static final int HASHED = Integer.BYTES;
    /** Bytes that are read at once; there are no matches of the last 7 bytes of a chunk. */
    private static final int READ = Long.BYTES;

    private static final int HASH_BITS = 15;
    private static final int NEAR_HASH_BITS = 12;
    /** From this length on, no longer match is searched for at the next position. */
    private static final int LAZY = 16;
    /** The maximum distance of a match of 3 bytes. */
    private static final int NEAR = 2048;
    /**
     * After 2 to the power of this many bytes without a match, positions are skipped, and more the longer there is none: what has no
     * matches for that long rarely has any.
     */
    private static final int SKIP_TRIGGER = 6;
    /** Positions at the beginning of a match that are found later. */
    private static final int INDEXED_AT_BEGINNING = 31;
    /** Positions at the end of a match that are always entered: what follows it is often what followed before. */
    private static final int INDEXED_AT_END = 2;

    /** The latest position of each hash of 4 bytes. */
    private final char[] heads = new char[1 << HASH_BITS];
    /** The latest position of each hash of 7 bytes. */
    private final char[] longHeads = new char[1 << HASH_BITS];
    /** The latest position of each hash of 3 bytes, as far as there was no longer match. */
    private final char[] nearHeads = new char[1 << NEAR_HASH_BITS];

    private byte[] content = new byte[0];
    private int end;
    private int literalsFrom;
    private int sixteenthsPerLiteral;

    @Override
    public void reset(byte[] newContent, int start, int newEnd) {
        content = newContent;
        end = newEnd;
        literalsFrom = start;
        expectLiterals(8 * 16);
        Arrays.fill(heads, (char) 0);
        Arrays.fill(longHeads, (char) 0);
        Arrays.fill(nearHeads, (char) 0);
        indexAll(Math.max(0, start - Symbols.WINDOW), Math.min(start, end - READ + 1));
    }

    @Override
    public void expectLiterals(int sixteenths) {
        sixteenthsPerLiteral = sixteenths;
    }

    @Override
    public int find(int from, int limit, MatchTokens tokens) {
        int searchable = Math.min(limit, end - READ + 1);
        int literals = from;
        int position = from;
        int previousLength = 0;
        int previousDistance = 0;
        while (position < searchable) {
            long bytes = Bytes.getLong(content, position);
            int slot = hash(bytes);
            int longSlot = longHash(bytes);
            int distance = (char) (position - heads[slot]);
            int longDistance = (char) (position - longHeads[longSlot]);
            heads[slot] = (char) position;
            longHeads[longSlot] = (char) position;
            int length = commonBytes(bytes, position, distance);
            int longLength = commonBytes(bytes, position, longDistance);
            if (longLength > length) {
                length = longLength;
                distance = longDistance;
            }
            if (length == READ) {
                int most = Math.min(Symbols.MAX_LENGTH, end - position);
                length = Bytes.commonLength(content, position - distance, position, READ, most);
            } else if (length <= HASHED) {
                if (length < HASHED) {
                    distance = previousLength == 0 ? nearDistance(bytes, position) : 0;
                    length = distance == 0 ? 0 : Symbols.MIN_LENGTH;
                }
                length = MatchCost.isCheaper(length, distance, sixteenthsPerLiteral) ? length : 0;
            }
            if (length > previousLength && length < LAZY) {
                previousLength = length;
                previousDistance = distance;
                position++;
                continue;
            }
            if (length == 0 && previousLength == 0) {
                position += 1 + ((position - literalsFrom) >>> SKIP_TRIGGER);
                continue;
            }
            int start = position;
            if (length <= previousLength) {
                start--;
                length = previousLength;
                distance = previousDistance;
            }
            literals = add(tokens, literals, start, length, distance);
            index(position + 1, literals);
            position = literals;
            previousLength = 0;
        }
        if (previousLength > 0) {
            literals = add(tokens, literals, position - 1, previousLength, previousDistance);
            index(position, literals);
            position = literals;
        }
        int reached = Math.min(Math.max(position, limit), end);
        tokens.addLiterals(content, literals, reached);
        return reached;
    }

    private int add(MatchTokens tokens, int literals, int start, int length, int distance) {
        tokens.addLiterals(content, literals, start);
        tokens.addMatch(length, distance);
        literalsFrom = start + length;
        return literalsFrom;
    }

    /** How many of the 8 bytes at a position are also at a distance from it, if that is one which a match can have. */
    private int commonBytes(long bytes, int position, int distance) {
        int common = Long.numberOfTrailingZeros(Bytes.getLong(content, position - distance) ^ bytes) >>> 3;
        return ((distance - 1) & 0xffff) < Symbols.WINDOW ? common : 0;
    }

    /** The distance of the latest occurrence of 3 bytes; 0 if it is too far away. */
    private int nearDistance(long bytes, int position) {
        int slot = nearHash(bytes);
        int distance = (char) (position - nearHeads[slot]);
        nearHeads[slot] = (char) position;
        boolean same = ((Bytes.getInt(content, position - distance) ^ (int) bytes) << 8) == 0;
        return same && distance <= NEAR ? distance : 0;
    }

    /** Enters the first and the last of the positions that a match covers. */
    private void index(int from, int to) {
        int stop = Math.min(to, end - READ + 1);
        int headEnd = Math.min(from + INDEXED_AT_BEGINNING, stop);
        indexAll(from, headEnd);
        indexAll(Math.max(headEnd, to - INDEXED_AT_END), stop);
    }

    private void indexAll(int from, int to) {
        for (int position = from; position < to; position++) {
            long bytes = Bytes.getLong(content, position);
            heads[hash(bytes)] = (char) position;
            longHeads[longHash(bytes)] = (char) position;
        }
    }

    private static int hash(long bytes) {
        return (int) (((bytes << 32) * Bytes.MULTIPLIER) >>> (Long.SIZE - HASH_BITS));
    }

    private static int longHash(long bytes) {
        return (int) (((bytes << 8) * Bytes.MULTIPLIER) >>> (Long.SIZE - HASH_BITS));
    }

    private static int nearHash(long bytes) {
        return (int) (((bytes << 40) * Bytes.MULTIPLIER) >>> (Long.SIZE - NEAR_HASH_BITS));
    }
}
