package io.powerx.publish.secret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds many strings at once with the algorithm of Wu and Manber (1994): examines the last three characters of a window
 * as long as the shortest string, and skips positions at which no string can start. Two characters would skip less in
 * hex and Base64, of which nearly every pair is part of some secret. Immutable.
 */
final class SecretMatcher {
    /** Minimum length; shorter strings would match ordinary text. */
    static final int MIN_LENGTH = 8;

    private static final int BLOCK = 3;
    private static final int TABLE = 1 << 15;

    private final Set<String> needles;
    private final int window;
    private final byte[] shift = new byte[TABLE];
    private final char[][][] candidates = new char[TABLE][][];

    /** @param folded strings normalized by {@link FoldedText}; those shorter than {@link #MIN_LENGTH} are ignored */
    SecretMatcher(Collection<String> folded) {
        this.needles = new TreeSet<>(folded);
        needles.removeIf(needle -> needle.length() < MIN_LENGTH);
        this.window = MIN_LENGTH;
        Arrays.fill(shift, (byte) (window - BLOCK + 1));
        for (String needle : needles) {
            char[] chars = needle.toCharArray();
            for (int i = BLOCK - 1; i < window; i++) {
                int hash = hash(chars[i - 2], chars[i - 1], chars[i]);
                shift[hash] = (byte) Math.min(shift[hash], window - 1 - i);
            }
            int last = hash(chars[window - 3], chars[window - 2], chars[window - 1]);
            candidates[last] = with(candidates[last], chars);
        }
    }

    /** Returns a matcher that also finds the specified strings. */
    SecretMatcher plus(Collection<String> folded) {
        List<String> all = new ArrayList<>(needles);
        all.addAll(folded);
        return new SecretMatcher(all);
    }

    boolean isEmpty() {
        return needles.isEmpty();
    }

    boolean matches(FoldedText text) {
        return find(text, 0, new int[2]) >= 0;
    }

    /**
     * Sets the bits of all characters of the original text that are part of a match.
     *
     * @throws IllegalArgumentException if the text has no positions
     */
    void mark(FoldedText text, BitSet hidden) {
        int[] starts = text.starts();
        int[] ends = text.ends();
        if (starts == null || ends == null) {
            throw new IllegalArgumentException("the text has no positions");
        }
        int[] length = new int[1];
        for (int at = find(text, 0, length); at >= 0; at = find(text, at + 1, length)) {
            hidden.set(starts[at], ends[at + length[0] - 1]);
        }
    }

    /**
     * Returns the start of the next match, or -1, and stores the length of the longest match at that position in
     * {@code length}.
     */
    private int find(FoldedText text, int from, int[] length) {
        char[] chars = text.chars();
        int end = text.length();
        int i = from + window - 1;
        while (i < end) {
            int hash = hash(chars[i - 2], chars[i - 1], chars[i]);
            int step = shift[hash];
            if (step == 0) {
                int longest = longest(candidates[hash], chars, i - window + 1, end);
                if (longest > 0) {
                    length[0] = longest;
                    return i - window + 1;
                }
                step = 1;
            }
            i += step;
        }
        return -1;
    }

    private static int longest(char[][] needles, char[] chars, int at, int end) {
        int longest = 0;
        for (char[] needle : needles) {
            if (needle.length > longest
                    && at + needle.length <= end
                    && Arrays.equals(needle, 0, needle.length, chars, at, at + needle.length)) {
                longest = needle.length;
            }
        }
        return longest;
    }

    private static char[][] with(char @Nullable [][] before, char[] needle) {
        char[][] after = before == null ? new char[1][] : Arrays.copyOf(before, before.length + 1);
        after[after.length - 1] = needle;
        return after;
    }

    private static int hash(char a, char b, char c) {
        return (a << 10 ^ b << 5 ^ c) & TABLE - 1;
    }
}
