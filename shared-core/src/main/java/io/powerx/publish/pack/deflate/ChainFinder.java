package io.powerx.publish.pack.deflate;

import java.util.Arrays;

/**
 * Searches thoroughly: positions with the same hash of their first bytes form a chain, the latest first (RFC 1951, section 4), and many of
 * them are compared. A match is used only if the next position has no longer one.
 *
 * <p>A match is an int: its length, shifted left by 16 bits, and its distance; 0 is none. The numbers below are part of the format, like
 * those of {@link HashFinder}.
 */
final class ChainFinder implements MatchFinder {
    private static final int CANDIDATES = 256;
    /** From this length on, a longer match at the next position is searched for among a quarter of the candidates instead of half. */
    private static final int GOOD = 64;
    /** The maximum distance of a match of 3 bytes. */
    private static final int NEAR = 4096;
    /** After 2 to the power of this many bytes without a match, positions are skipped. */
    private static final int SKIP_TRIGGER = 10;

    private static final int HASHED = Integer.BYTES;
    private static final int HASH_BITS = 15;
    private static final int SHORT_HASH_BITS = 12;
    /** 2^32 divided by the golden ratio: products of similar numbers differ in their high bits (Knuth, volume 3, section 6.4). */
    private static final int MULTIPLIER = 0x9E3779B1;

    private static final int MASK = Symbols.WINDOW - 1;
    private static final int NOWHERE = Integer.MIN_VALUE / 2;
    private static final int TOO_FAR = 0xffff;

    /** The latest position of each hash. */
    private final int[] heads = new int[1 << HASH_BITS];
    /** For each position in the window the distance to the one before it in its chain. */
    private final char[] steps = new char[Symbols.WINDOW];
    /** The latest position of each hash of 3 bytes. */
    private final int[] shortHeads = new int[1 << SHORT_HASH_BITS];

    private byte[] content = new byte[0];
    private int end;
    /** Where the last match ended, or the chunk began. */
    private int literalsFrom;

    private int sixteenthsPerLiteral;

    @Override
    public void reset(byte[] newContent, int start, int newEnd) {
        content = newContent;
        end = newEnd;
        literalsFrom = start;
        expectLiterals(8 * 16);
        Arrays.fill(heads, NOWHERE);
        Arrays.fill(shortHeads, NOWHERE);
        index(Math.max(0, start - Symbols.WINDOW), start);
    }

    @Override
    public void expectLiterals(int sixteenths) {
        sixteenthsPerLiteral = sixteenths;
    }

    @Override
    public int find(int from, int limit, MatchTokens tokens) {
        int searchable = Math.min(limit, end - HASHED + 1);
        int literals = from;
        int position = from;
        int previous = 0;
        while (position < searchable) {
            int length = length(previous);
            int match = longest(position, length, candidates(length));
            boolean better = match != 0 && isWorthwhile(match);
            if (better && length(match) < Symbols.MAX_LENGTH) {
                previous = match;
                position++;
                continue;
            }
            if (!better && previous == 0) {
                position += 1 + ((position - literalsFrom) >>> SKIP_TRIGGER);
                continue;
            }
            int start = better ? position : position - 1;
            literals = add(tokens, literals, start, better ? match : previous);
            index(position + 1, literals);
            position = literals;
            previous = 0;
        }
        if (previous != 0) {
            literals = add(tokens, literals, position - 1, previous);
            index(position, literals);
            position = literals;
        }
        int reached = Math.min(Math.max(position, limit), end);
        tokens.addLiterals(content, literals, reached);
        return reached;
    }

    private int add(MatchTokens tokens, int literals, int start, int match) {
        tokens.addLiterals(content, literals, start);
        tokens.addMatch(length(match), distance(match));
        literalsFrom = start + length(match);
        return literalsFrom;
    }

    private int candidates(int previousLength) {
        if (previousLength == 0) {
            return CANDIDATES;
        }
        return CANDIDATES >> (previousLength >= GOOD ? 2 : 1);
    }

    /** The longest match at a position that is longer than {@code longerThan}. The position is indexed. */
    private int longest(int position, int longerThan, int candidates) {
        int bytes = Bytes.getInt(content, position);
        int slot = hash(bytes);
        int candidate = heads[slot];
        heads[slot] = position;
        steps[position & MASK] = (char) Math.min(position - candidate, TOO_FAR);
        int found = shortMatch(position, bytes, longerThan);
        int limit = Math.min(Symbols.MAX_LENGTH, end - position);
        int longest = Math.max(longerThan, HASHED - 1);
        if (longest >= limit) {
            return found;
        }
        int left = candidates;
        int lastBytes = Bytes.getInt(content, position + longest + 1 - HASHED);
        while (candidate >= position - Symbols.WINDOW) {
            // A longer match also has the byte after the longest one so far.
            if (Bytes.getInt(content, candidate + longest + 1 - HASHED) == lastBytes
                    && Bytes.getInt(content, candidate) == bytes) {
                int length = Bytes.commonLength(content, candidate, position, HASHED, limit);
                if (length > longest) {
                    longest = length;
                    found = match(length, position - candidate);
                    if (length == limit) {
                        break;
                    }
                    lastBytes = Bytes.getInt(content, position + longest + 1 - HASHED);
                }
            }
            if (--left <= 0) {
                break;
            }
            candidate -= steps[candidate & MASK];
        }
        return found;
    }

    private int shortMatch(int position, int bytes, int longerThan) {
        int slot = shortHash(bytes);
        int candidate = shortHeads[slot];
        shortHeads[slot] = position;
        boolean same = longerThan < Symbols.MIN_LENGTH
                && candidate >= position - NEAR
                && ((Bytes.getInt(content, candidate) ^ bytes) << 8) == 0;
        return same ? match(Symbols.MIN_LENGTH, position - candidate) : 0;
    }

    /** Makes positions inside a match candidates, but not for matches of 3 bytes, which would cost more time than they save space. */
    private void index(int from, int to) {
        int stop = Math.min(to, end - HASHED + 1);
        for (int position = from; position < stop; position++) {
            int slot = hash(Bytes.getInt(content, position));
            steps[position & MASK] = (char) Math.min(position - heads[slot], TOO_FAR);
            heads[slot] = position;
        }
    }

    private boolean isWorthwhile(int match) {
        return length(match) > HASHED || MatchCost.isCheaper(length(match), distance(match), sixteenthsPerLiteral);
    }

    private static int hash(int bytes) {
        return (bytes * MULTIPLIER) >>> (32 - HASH_BITS);
    }

    /** Of the first three of four bytes, which are the lower ones. */
    private static int shortHash(int bytes) {
        return ((bytes << 8) * MULTIPLIER) >>> (32 - SHORT_HASH_BITS);
    }

    private static int match(int length, int distance) {
        return (length << 16) | distance;
    }

    private static int length(int match) {
        return match >>> 16;
    }

    private static int distance(int match) {
        return match & 0xffff;
    }
}
