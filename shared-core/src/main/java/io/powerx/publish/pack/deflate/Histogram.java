package io.powerx.publish.pack.deflate;

import java.util.Arrays;

/** How often each symbol occurs in a part of the content. */
final class Histogram {
    private final int[] literalsAndLengths = new int[Symbols.LITERALS_AND_LENGTHS];
    private final int[] distances = new int[Symbols.DISTANCES];
    private final int[] first = new int[MatchTokens.FIRST_INDICES];
    private final int[] second = new int[MatchTokens.SECOND_INDICES];

    int[] literalsAndLengths() {
        return literalsAndLengths;
    }

    int[] distances() {
        return distances;
    }

    /** Counts the symbols of tokens, and one end of block. */
    void count(MatchTokens tokens, int from, int to) {
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        int[] items = tokens.items();
        for (int i = from; i < to; i++) {
            first[MatchTokens.first(items[i])]++;
            second[MatchTokens.second(items[i])]++;
        }
        Arrays.fill(literalsAndLengths, 0);
        for (int literal = 0; literal < Symbols.END_OF_BLOCK; literal++) {
            literalsAndLengths[literal] = first[literal] + second[MatchTokens.LITERALS + literal];
        }
        literalsAndLengths[Symbols.END_OF_BLOCK] = 1;
        for (int length = Symbols.MIN_LENGTH; length <= Symbols.MAX_LENGTH; length++) {
            literalsAndLengths[Symbols.ofLength(length)] += first[MatchTokens.LENGTHS + length];
        }
        System.arraycopy(second, 0, distances, 0, distances.length);
    }

    /** Sets this to the histogram of two parts in one block. */
    void sum(Histogram one, Histogram other) {
        for (int i = 0; i < literalsAndLengths.length; i++) {
            literalsAndLengths[i] = one.literalsAndLengths[i] + other.literalsAndLengths[i];
        }
        literalsAndLengths[Symbols.END_OF_BLOCK] = 1;
        for (int i = 0; i < distances.length; i++) {
            distances[i] = one.distances[i] + other.distances[i];
        }
    }

    /** The extra bits of all lengths and distances. They are the same with every code. */
    long extraBits() {
        long bits = 0;
        for (int symbol = Symbols.FIRST_LENGTH; symbol < literalsAndLengths.length; symbol++) {
            bits += (long) literalsAndLengths[symbol] * Symbols.lengthExtraBits(symbol);
        }
        for (int symbol = 0; symbol < distances.length; symbol++) {
            bits += (long) distances[symbol] * Symbols.distanceExtraBits(symbol);
        }
        return bits;
    }
}
