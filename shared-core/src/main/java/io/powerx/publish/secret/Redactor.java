package io.powerx.publish.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text. Console, logs, receipts, telemetry, debug logs, Jenkins pages: every sink writes through it. Knows the
 * secrets of this run, plain and as they look in Base64, URLs and JSON, and the shapes of secrets that nobody registered: signed
 * query strings, Authorization headers, private keys. Safe for use by many threads.
 */
public final class Redactor {
    private static final int SHORTEST = 4;

    private static final Pattern SIGNED_QUERY = Pattern.compile(
            "(?i)(https?://[^\\s?\"'<>\\\\]{1,2000}\\?)[^\\s\"'<>\\\\]*(?:sig|signature|token|credential|key)[^\\s\"'<>\\\\]*");
    private static final Pattern USER_INFO = Pattern.compile("(?i)(https?://)[^\\s/@:\"']{1,200}:[^\\s/@\"']{1,500}@");
    private static final Pattern AUTHORIZATION = Pattern.compile("(?i)\\b(bearer|basic)(\\s+)[A-Za-z0-9._~+/=-]{8,}");
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN ([A-Z ]*PRIVATE KEY)-----.*?(?:-----END \\1-----|\\z)", Pattern.DOTALL);

    private final List<String> needles = new CopyOnWriteArrayList<>();
    private final Consumer<Secret> told;

    public Redactor() {
        this(secret -> {});
    }

    /** @param told hears of every secret before anything can be redacted with it, for a log that masks by itself */
    public Redactor(Consumer<Secret> told) {
        this.told = told;
    }

    /** Keeps a secret out of everything that is redacted from now on. Values under four characters cannot be told from text and are not kept. */
    public void add(Secret secret) {
        told.accept(secret);
        String value = secret.reveal();
        Set<String> found = new TreeSet<>(encodingsOf(value));
        if (value.indexOf('\n') >= 0) {
            value.lines().map(String::strip).filter(line -> line.length() >= 16).forEach(found::add);
        }
        found.removeIf(needle -> needle.length() < SHORTEST || needles.contains(needle));
        synchronized (needles) {
            needles.addAll(found);
            needles.sort(Comparator.comparingInt(String::length).reversed());
        }
    }

    /** The text without secrets. */
    public String redact(String text) {
        String clean = text;
        for (String needle : needles) {
            if (clean.contains(needle)) {
                clean = clean.replace(needle, Secret.MASK);
            }
        }
        if (clean.contains("://")) {
            clean = SIGNED_QUERY.matcher(clean).replaceAll("$1" + Secret.MASK);
            clean = USER_INFO.matcher(clean).replaceAll("$1" + Secret.MASK + "@");
        }
        clean = AUTHORIZATION.matcher(clean).replaceAll("$1$2" + Matcher.quoteReplacement(Secret.MASK));
        if (clean.contains("-----BEGIN")) {
            clean = PRIVATE_KEY.matcher(clean).replaceAll(Matcher.quoteReplacement(Secret.MASK));
        }
        return clean;
    }

    private static Set<String> encodingsOf(String value) {
        Set<String> encodings = new TreeSet<>();
        encodings.add(value);
        encodings.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
        encodings.add(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        encodings.add(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (int shift = 0; shift < 3; shift++) {
            encodings.addAll(base64At(bytes, shift));
        }
        return encodings;
    }

    /** How the bytes look in Base64 when they begin {@code shift} bytes after a group, less the characters that neighbours share. */
    private static List<String> base64At(byte[] bytes, int shift) {
        byte[] padded = new byte[shift + bytes.length];
        System.arraycopy(bytes, 0, padded, shift, bytes.length);
        int whole = padded.length / 3 * 3;
        int begin = shift == 0 ? 0 : 4;
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(padded, whole));
        if (encoded.length() - begin < 8) {
            return List.of();
        }
        String core = encoded.substring(begin);
        return List.of(core, core.replace('+', '-').replace('/', '_'));
    }
}
