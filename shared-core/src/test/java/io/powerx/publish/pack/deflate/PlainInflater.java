package io.powerx.publish.pack.deflate;

import java.util.Arrays;

/**
 * Decompresses DEFLATE bit by bit, straight from RFC 1951 and without any code of the encoder. It is stricter than other decoders: codes must
 * be complete, and nothing may follow the last block.
 */
final class PlainInflater {
    private static final int[] ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    /** The sum of a complete code: a code of n bits counts 2 to the power of 15 - n. */
    private static final int FULL = 1 << 15;

    private final byte[] in;
    private long bit;
    private byte[] out = new byte[1 << 16];
    private int size;

    private PlainInflater(byte[] in) {
        this.in = in;
    }

    static byte[] inflate(byte[] compressed) {
        return new PlainInflater(compressed).inflate();
    }

    private byte[] inflate() {
        boolean last;
        do {
            last = bits(1) == 1;
            switch (bits(2)) {
                case 0 -> stored();
                case 1 -> compressed(fixedLengths(), filled(30, 5));
                case 2 -> dynamic();
                default -> throw new IllegalStateException("block type 3");
            }
        } while (!last);
        require((bit + 7) / 8 == in.length, "there is data after the last block");
        return Arrays.copyOf(out, size);
    }

    private void stored() {
        bit = (bit + 7) / 8 * 8;
        int length = bits(16);
        require(bits(16) == (~length & 0xffff), "the length of a stored block differs from its complement");
        for (int i = 0; i < length; i++) {
            put(bits(8));
        }
    }

    private void dynamic() {
        int literals = bits(5) + 257;
        int distances = bits(5) + 1;
        require(literals <= 286 && distances <= 30, "too many symbols");
        int[] lengthLengths = new int[19];
        int written = bits(4) + 4;
        for (int i = 0; i < written; i++) {
            lengthLengths[ORDER[i]] = bits(3);
        }
        Decoder lengthCode = new Decoder(lengthLengths, true);
        int[] lengths = new int[literals + distances];
        for (int i = 0; i < lengths.length; ) {
            int symbol = lengthCode.next();
            int value = symbol < 16 ? symbol : symbol == 16 ? lengths[i - 1] : 0;
            int times = symbol < 16 ? 1 : symbol == 16 ? 3 + bits(2) : symbol == 17 ? 3 + bits(3) : 11 + bits(7);
            Arrays.fill(lengths, i, i + times, value);
            i += times;
        }
        compressed(Arrays.copyOf(lengths, literals), Arrays.copyOfRange(lengths, literals, lengths.length));
    }

    private void compressed(int[] literalLengths, int[] distanceLengths) {
        Decoder literals = new Decoder(literalLengths, true);
        Decoder distances = new Decoder(distanceLengths, distanceLengths.length < 30 || distanceLengths[0] != 5);
        for (int symbol = literals.next(); symbol != 256; symbol = literals.next()) {
            if (symbol < 256) {
                put(symbol);
                continue;
            }
            int length = length(symbol);
            int distance = distance(distances.next());
            require(distance <= Math.min(size, 32768), "a distance reaches before the window");
            for (int i = 0; i < length; i++) {
                put(out[size - distance]);
            }
        }
    }

    private int length(int symbol) {
        require(symbol <= 285, "no length");
        if (symbol == 285) {
            return 258;
        }
        int extra = symbol < 265 ? 0 : (symbol - 261) / 4;
        int length = 3;
        for (int lower = 257; lower < symbol; lower++) {
            length += 1 << (lower < 265 ? 0 : (lower - 261) / 4);
        }
        return length + bits(extra);
    }

    private int distance(int symbol) {
        require(symbol < 30, "no distance");
        int distance = 1;
        for (int lower = 0; lower < symbol; lower++) {
            distance += 1 << Math.max(0, lower / 2 - 1);
        }
        return distance + bits(Math.max(0, symbol / 2 - 1));
    }

    private void put(int value) {
        if (size == out.length) {
            out = Arrays.copyOf(out, 2 * size);
        }
        out[size++] = (byte) value;
    }

    private int bits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, bit++) {
            value |= ((in[(int) (bit >>> 3)] >>> (bit & 7)) & 1) << i;
        }
        return value;
    }

    private static int[] fixedLengths() {
        int[] lengths = filled(288, 8);
        Arrays.fill(lengths, 144, 256, 9);
        Arrays.fill(lengths, 256, 280, 7);
        return lengths;
    }

    private static int[] filled(int size, int value) {
        int[] numbers = new int[size];
        Arrays.fill(numbers, value);
        return numbers;
    }

    private static void require(boolean met, String otherwise) {
        if (!met) {
            throw new IllegalStateException(otherwise);
        }
    }

    /** Reads symbols as the RFC describes it: the codes of a length follow each other, and those of longer ones follow them. */
    private final class Decoder {
        private final int[] counts = new int[16];
        private final int[] symbols;

        Decoder(int[] lengths, boolean complete) {
            symbols = new int[lengths.length];
            int used = 0;
            int sum = 0;
            for (int length = 1; length <= 15; length++) {
                for (int symbol = 0; symbol < lengths.length; symbol++) {
                    if (lengths[symbol] == length) {
                        counts[length]++;
                        symbols[used++] = symbol;
                    }
                }
                sum += counts[length] << (15 - length);
            }
            require(sum <= FULL && (!complete || sum == FULL), "a code is not complete");
        }

        int next() {
            int code = 0;
            int first = 0;
            int index = 0;
            for (int length = 1; length <= 15; length++) {
                code = (code << 1) | bits(1);
                if (code - first < counts[length]) {
                    return symbols[index + code - first];
                }
                index += counts[length];
                first = (first + counts[length]) << 1;
            }
            throw new IllegalStateException("a code of more than 15 bits");
        }
    }
}
