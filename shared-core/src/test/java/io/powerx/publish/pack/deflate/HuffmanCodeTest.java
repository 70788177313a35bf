package io.powerx.publish.pack.deflate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HuffmanCodeTest {
    @Test
    void a_code_without_long_codes_is_as_good_as_huffmans() {
        Random random = new Random(1);
        HuffmanCode code = new HuffmanCode(286, 15);
        for (int round = 0; round < 2000; round++) {
            int[] frequencies = new int[286];
            int used = 2 + random.nextInt(284);
            for (int i = 0; i < used; i++) {
                frequencies[random.nextInt(286)] = 50 + random.nextInt(1000);
            }
            frequencies[0] = 1;
            frequencies[1] = 1;

            code.build(frequencies);

            assertThat(code.bits(frequencies)).isEqualTo(huffmanBits(frequencies));
        }
    }

    @Test
    void a_limited_code_is_the_best_of_all_limited_codes() {
        Random random = new Random(2);
        HuffmanCode code = new HuffmanCode(6, 3);
        for (int round = 0; round < 500; round++) {
            int[] frequencies = new int[6];
            for (int i = 0; i < 6; i++) {
                frequencies[i] = 1 + random.nextInt(1 << random.nextInt(12));
            }

            code.build(frequencies);

            assertThat(code.bits(frequencies)).isEqualTo(best(frequencies, 0, 8, 0));
        }
    }

    @Test
    void fibonacci_frequencies_do_not_exceed_the_limit() {
        int[] frequencies = new int[28];
        frequencies[0] = 1;
        frequencies[1] = 1;
        for (int i = 2; i < frequencies.length; i++) {
            frequencies[i] = frequencies[i - 1] + frequencies[i - 2];
        }
        for (int limit : new int[] {5, 7, 15}) {
            HuffmanCode code = new HuffmanCode(frequencies.length, limit);

            code.build(frequencies);

            assertThat(Arrays.stream(code.lengths()).max()).hasValue(limit);
            requireComplete(code, limit);
        }
    }

    @Test
    void fewer_than_two_symbols_have_a_complete_code_too() {
        HuffmanCode code = new HuffmanCode(30, 15);

        code.build(new int[30]);
        assertThat(code.lengths()).startsWith(1, 1, 0).endsWith(0);

        int[] frequencies = new int[30];
        frequencies[7] = 100;
        code.build(frequencies);
        assertThat(code.lengths()[7]).isEqualTo(1);
        requireComplete(code, 15);
    }

    /** The example of RFC 1951, section 3.2.2, with the first bit lowest. */
    @Test
    void codes_of_a_length_follow_each_other() {
        HuffmanCode code = HuffmanCode.ofLengths(3, 3, 3, 3, 3, 2, 4, 4);

        assertThat(code.codes()).containsExactly(0b010, 0b110, 0b001, 0b101, 0b011, 0b00, 0b0111, 0b1111);
    }

    private static void requireComplete(HuffmanCode code, int limit) {
        int sum = Arrays.stream(code.lengths())
                .filter(length -> length > 0)
                .map(length -> 1 << (limit - length))
                .sum();
        assertThat(sum).isEqualTo(1 << limit);
    }

    private static long huffmanBits(int[] frequencies) {
        PriorityQueue<Long> weights = new PriorityQueue<>();
        Arrays.stream(frequencies)
                .filter(frequency -> frequency > 0)
                .forEach(frequency -> weights.add((long) frequency));
        long bits = 0;
        while (weights.size() > 1) {
            long sum = weights.remove() + weights.remove();
            bits += sum;
            weights.add(sum);
        }
        return bits;
    }

    /** Tries all lengths of 1 to 3 bits that leave enough room for the symbols after them. */
    private static long best(int[] frequencies, int symbol, int room, long bits) {
        if (symbol == frequencies.length) {
            return bits;
        }
        long best = Long.MAX_VALUE;
        for (int length = 1; length <= 3; length++) {
            int left = room - (8 >> length);
            if (left >= frequencies.length - symbol - 1) {
                best = Math.min(best, best(frequencies, symbol + 1, left, bits + (long) length * frequencies[symbol]));
            }
        }
        return best;
    }
}
