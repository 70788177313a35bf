package io.powerx.publish.precheck.rules;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The lines of a text. They are counted once, because a bundle of a megabyte can have thousands of imports. */
final class LineNumbers {
    private final int[] ends;

    LineNumbers(String text) {
        ends = IntStream.range(0, text.length())
                .filter(position -> text.charAt(position) == '\n')
                .toArray();
    }

    /** The number of the line that contains a position, from 1. */
    int at(int position) {
        int found = Arrays.binarySearch(ends, position);
        return 1 + (found < 0 ? -found - 1 : found);
    }
}
