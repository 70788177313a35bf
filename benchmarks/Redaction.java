import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Measures how fast texts without a secret are searched for secrets, by the CPU time of one thread: {@code Redaction [ROUNDS]}. Each kind of
 * text is redacted line by line, as a log is, and in blocks of 64 KiB.
 */
public final class Redaction {
    private static final Random RANDOM = new Random(4711);
    private static final int WARM_UP = 5;
    private static final int SIZE = 4 << 20;
    private static final int BLOCK = 64 << 10;

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length == 0 ? 7 : Integer.parseInt(arguments[0]);
        Redactor redactor = new Redactor();
        for (int i = 0; i < 10; i++) {
            redactor.add(Secret.of("pxs_" + HexFormat.of().formatHex(bytes(20))));
        }
        redactor.add(Secret.of("eyJhbGciOiJSUzI1NiJ9." + Base64.getUrlEncoder().encodeToString(bytes(600)) + ".c2lnbmF0dXJl"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        redactor.add(Secret.of("-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n"));
        Map<String, List<String>> texts = new LinkedHashMap<>();
        kinds().forEach((kind, next) -> {
            List<String> lines = lines(next);
            texts.put(kind + ", lines", lines);
            texts.put(kind + ", blocks", blocks(lines));
        });
        Map<String, double[]> rates = new LinkedHashMap<>();
        for (int i = -WARM_UP; i < rounds; i++) {
            for (Map.Entry<String, List<String>> kind : texts.entrySet()) {
                double rate = rate(redactor, kind.getValue());
                if (i >= 0) {
                    rates.computeIfAbsent(kind.getKey(), any -> new double[rounds])[i] = rate;
                }
            }
        }
        rates.forEach((kind, measured) -> {
            Arrays.sort(measured);
            System.out.printf("%-24s %5.0f MB/s (%.0f to %.0f)%n", kind, measured[rounds / 2], measured[0], measured[rounds - 1]);
        });
    }

    private static Map<String, Supplier<String>> kinds() {
        Map<String, Supplier<String>> kinds = new LinkedHashMap<>();
        kinds.put("log", () -> "2026-11-29T08:00:00.%03dZ    uploadPart: 200 part %d of note-0.2.0.pxp in %d ms, request %s"
                .formatted(RANDOM.nextInt(1000), RANDOM.nextInt(90), RANDOM.nextInt(900), UUID.randomUUID()));
        kinds.put("addresses", () -> "GET https://market.example/api/marketplace/plugins/com.example.note/versions/%s?channel=beta&page=%d"
                .formatted(UUID.randomUUID(), RANDOM.nextInt(90)));
        kinds.put("prose", () -> "The basic plan covers bearer of goods %d; Basic English, without any token, in %d words."
                .formatted(RANDOM.nextInt(1000), RANDOM.nextInt(1000)));
        kinds.put("hex digests", () -> HexFormat.of().formatHex(bytes(32)) + "  backend/bin/file-" + RANDOM.nextInt(1000));
        kinds.put("Base64", () -> Base64.getEncoder().encodeToString(bytes(57)));
        kinds.put("Base64 of JSON", () -> Base64.getUrlEncoder()
                .encodeToString(("{\"kid\":\"" + UUID.randomUUID() + "\",\"n\":" + RANDOM.nextInt() + "}").getBytes(StandardCharsets.US_ASCII)));
        kinds.put("percent escapes", () -> "q=%7B%22id%22%3A%22" + UUID.randomUUID() + "%22%2C%22n%22%3A" + RANDOM.nextInt(1000) + "%7D&next=%252F");
        kinds.put("HTML entities", () -> "&lt;td class=&quot;n" + RANDOM.nextInt(1000) + "&quot;&gt;a &amp; b &#47; c&nbsp;&lt;/td&gt;");
        kinds.put("JSON in JSON", () -> "{\"body\":\"{\\\"id\\\":\\\"" + UUID.randomUUID() + "\\\",\\\"path\\\":\\\"\\/a\\/b\\\"}\\n\\u003c\"}");
        return kinds;
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static List<String> lines(Supplier<String> next) {
        List<String> lines = new ArrayList<>();
        for (int size = 0; size < SIZE; size += lines.get(lines.size() - 1).length()) {
            lines.add(next.get());
        }
        return lines;
    }

    private static List<String> blocks(List<String> lines) {
        String text = String.join("\n", lines);
        List<String> blocks = new ArrayList<>();
        for (int at = 0; at + BLOCK <= text.length(); at += BLOCK) {
            blocks.add(text.substring(at, at + BLOCK));
        }
        return blocks;
    }

    private static double rate(Redactor redactor, List<String> texts) {
        long size = 0;
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (String text : texts) {
            size += text.length();
            if (!redactor.redact(text).equals(text)) {
                throw new IllegalStateException("there is no secret in " + text);
            }
        }
        return size * 1e3 / (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin);
    }
}
