package io.powerx.publish.pack.deflate;

import java.util.Arrays;

/** How often each symbol occurs in a part of the content. */
final class Histogram {
    private final int[] literalsAndLengths = new int[Symbols.LITERALS_AND_LENGTHS];
    private final int[] distances = new int[Symbols.DISTANCES];

    int[] literalsAndLengths() {
        return literalsAndLengths;
    }

    int[] distances() {
        return distances;
    }

    /** Counts the symbols of sequences, and one end of block. */
    void count(byte[] content, int from, Sequences sequences, int first, int last) {
        Arrays.fill(literalsAndLengths, 0);
        Arrays.fill(distances, 0);
        literalsAndLengths[Symbols.END_OF_BLOCK] = 1;
        int next = from;
        for (int i = first; i < last; i++) {
            long sequence = sequences.get(i);
            int end = next + Sequences.literals(sequence);
            while (next < end) {
                literalsAndLengths[content[next++] & 0xff]++;
            }
            int length = Sequences.length(sequence);
            if (length > 0) {
                literalsAndLengths[Symbols.ofLength(length)]++;
                distances[Symbols.ofDistance(Sequences.distance(sequence))]++;
                next += length;
            }
        }
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
