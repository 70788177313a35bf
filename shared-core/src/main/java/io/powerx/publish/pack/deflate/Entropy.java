package io.powerx.publish.pack.deflate;

/** Estimates how many bits symbols need with the best code for them. Integers only, because the result decides what is written. */
final class Entropy {
    /** Bits after the binary point of a logarithm. */
    private static final int PRECISION = 12;

    private static final int INDEX = 10;
    /** Logarithms of 1 to 2, at equal distances. */
    private static final int[] LOGARITHMS = logarithms();

    private Entropy() {}

    /** The bits of all symbols, without their extra bits and without a description of the code. */
    static long bits(Histogram histogram) {
        return bits(histogram.literalsAndLengths()) + bits(histogram.distances());
    }

    /** The average bits of a literal, in sixteenths; those of a byte if there is no literal. */
    static int sixteenthsPerLiteral(Histogram histogram) {
        int[] frequencies = histogram.literalsAndLengths();
        long literals = total(frequencies, Symbols.END_OF_BLOCK);
        if (literals == 0) {
            return 8 * 16;
        }
        long all = total(frequencies, frequencies.length);
        long bits = literals * log2((int) all) - weightedLogarithms(frequencies, Symbols.END_OF_BLOCK);
        return (int) ((bits * 16 / literals) >>> PRECISION);
    }

    /** The sum of f * log2(total / f) over all frequencies f. */
    private static long bits(int[] frequencies) {
        long total = total(frequencies, frequencies.length);
        if (total == 0) {
            return 0;
        }
        return (total * log2((int) total) - weightedLogarithms(frequencies, frequencies.length)) >>> PRECISION;
    }

    private static long total(int[] frequencies, int end) {
        long total = 0;
        for (int i = 0; i < end; i++) {
            total += frequencies[i];
        }
        return total;
    }

    private static long weightedLogarithms(int[] frequencies, int end) {
        long sum = 0;
        for (int i = 0; i < end; i++) {
            if (frequencies[i] > 0) {
                sum += frequencies[i] * log2(frequencies[i]);
            }
        }
        return sum;
    }

    /** @param value at least 1 */
    private static long log2(int value) {
        int highest = 31 - Integer.numberOfLeadingZeros(value);
        int index = (int) ((((long) value << (31 - highest)) >>> (31 - INDEX)) & ((1 << INDEX) - 1));
        return ((long) highest << PRECISION) + LOGARITHMS[index];
    }

    private static int[] logarithms() {
        int[] logarithms = new int[1 << INDEX];
        for (int i = 0; i < logarithms.length; i++) {
            double value = 1 + (double) i / logarithms.length;
            logarithms[i] = (int) (StrictMath.log(value) / StrictMath.log(2) * (1 << PRECISION) + 0.5);
        }
        return logarithms;
    }
}
