package io.powerx.publish.pack.deflate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Content that is difficult to compress correctly. The same on every JDK. */
final class Contents {
    static final int CHUNK = ChunkEncoder.CHUNK;
    private static final int WINDOW = 32 << 10;

    private Contents() {}

    /** Content at every edge of the format and of the encoder, by name. */
    static Map<String, byte[]> edges() {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (int length : new int[] {0, 1, 2, 3, 4, 5, 257, 258, 259, 260, 516, 517, 65535, 65536}) {
            contents.put(length + " equal bytes", periodic(length, 1));
            contents.put(length + " random bytes", random(length, length));
        }
        for (int border : new int[] {WINDOW, 65535, CHUNK, 2 * CHUNK}) {
            for (int length = border - 2; length <= border + 5; length++) {
                contents.put(length + " bytes of text", text(length, 1));
                contents.put(length + " bytes without structure", random(length, 2));
                contents.put(length + " bytes of one period", periodic(length, 258));
            }
        }
        for (int distance = WINDOW - 2; distance <= WINDOW + 2; distance++) {
            contents.put("text again after " + distance, repeated(text(distance, 3), 3 * distance));
            contents.put("random again after " + distance, repeated(random(distance, 4), CHUNK + 3 * distance));
        }
        for (int symbols = 2; symbols <= 27; symbols++) {
            contents.put("Fibonacci frequencies of " + symbols, fibonacci(symbols));
        }
        contents.put("all bytes once", ascending(256));
        contents.put("random, text, random across chunks", mixed(3 * CHUNK + 77));
        return contents;
    }

    static byte[] periodic(int length, int period) {
        return repeated(random(period, 5 + period), length);
    }

    static byte[] random(int length, long seed) {
        byte[] content = new byte[length];
        new Random(seed).nextBytes(content);
        return content;
    }

    static byte[] text(int length, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(length + 16);
        while (text.length() < length) {
            int rank = 2000 / (1 + random.nextInt(1000));
            text.append(Integer.toString(rank * 7919 + 11, 36)).append(random.nextInt(9) == 0 ? ";\n" : " ");
        }
        return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    /** Like machine code and tables: short records whose fields change slowly. */
    static byte[] records(int length, long seed) {
        Random random = new Random(seed);
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            boolean kept = i >= 24 && random.nextInt(8) != 0;
            content[i] = kept ? content[i - 24] : (byte) (random.nextInt(4) * random.nextInt(60));
        }
        return content;
    }

    static byte[] mixed(int length) {
        byte[] content = random(length, 6);
        System.arraycopy(text(length / 3, 7), 0, content, length / 3, length / 3);
        return content;
    }

    /** The n-th symbol occurs as often as the n-th Fibonacci number says: without a limit, codes would have n - 1 bits. */
    static byte[] fibonacci(int symbols) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        int frequency = 1;
        int next = 1;
        for (int symbol = 0; symbol < symbols; symbol++) {
            for (int i = 0; i < frequency; i++) {
                content.write(symbol);
            }
            int sum = frequency + next;
            frequency = next;
            next = sum;
        }
        byte[] shuffled = content.toByteArray();
        Random random = new Random(symbols);
        for (int i = shuffled.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            byte kept = shuffled[i];
            shuffled[i] = shuffled[other];
            shuffled[other] = kept;
        }
        return shuffled;
    }

    /** Runs, copies from before, literals of small and large alphabets, and zeros, in a random order and of random lengths. */
    static byte[] adversarial(Random random) {
        boolean severalChunks = random.nextInt(100) == 0;
        byte[] content = new byte[random.nextInt(severalChunks ? 3 * CHUNK : 1 << random.nextInt(18))];
        int filled = 0;
        while (filled < content.length) {
            int length = Math.min(content.length - filled, 1 + random.nextInt(1 << random.nextInt(13)));
            int kind = random.nextInt(5);
            int alphabet = 1 + random.nextInt(2 << random.nextInt(8));
            int distance = 1 + random.nextInt(Math.max(1, Math.min(filled, WINDOW + 3)));
            byte run = (byte) random.nextInt();
            for (int i = filled; i < filled + length; i++) {
                content[i] = switch (kind) {
                    case 0 -> run;
                    case 1 -> (byte) random.nextInt(alphabet);
                    case 2 -> (byte) random.nextInt();
                    case 3 -> i < distance ? 0 : content[i - distance];
                    default -> 0;
                };
            }
            filled += length;
        }
        return content;
    }

    private static byte[] ascending(int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) i;
        }
        return content;
    }

    private static byte[] repeated(byte[] unit, int length) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = unit[i % unit.length];
        }
        return content;
    }
}
