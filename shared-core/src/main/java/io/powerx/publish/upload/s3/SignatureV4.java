package io.powerx.publish.upload.s3;

import io.powerx.publish.io.Sha256;
import io.powerx.publish.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import okhttp3.HttpUrl;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/** Signs requests with AWS Signature Version 4 for S3, in the Authorization header. */
final class SignatureV4 {
    /** Replaces the hash of the body if the connection protects the body. */
    static final String UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";

    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** Headers that proxies may change. */
    private static final Set<String> UNSIGNED_HEADERS = Set.of("user-agent", "x-request-id");

    private final Secret accessKey;
    private final Secret secretKey;
    private final @Nullable Secret sessionToken;
    private final String region;

    SignatureV4(ArtifactStoreSettings store) {
        this.accessKey = store.accessKey();
        this.secretKey = store.secretKey();
        this.sessionToken = store.sessionToken();
        this.region = store.region();
    }

    /**
     * Returns the request with its signature, which covers all headers that the request has.
     *
     * @param payload SHA-256 of the body in hex, or {@link #UNSIGNED_PAYLOAD}
     */
    Request sign(Request request, String payload, Instant now) {
        String time = TIME.format(now);
        Request.Builder dated = request.newBuilder().header("x-amz-date", time).header("x-amz-content-sha256", payload);
        if (sessionToken != null) {
            dated.header("x-amz-security-token", sessionToken.reveal());
        }
        Request complete = dated.build();
        SortedMap<String, String> headers = headers(complete);
        String names = String.join(";", headers.keySet());
        String scope = time.substring(0, 8) + "/" + region + "/s3/aws4_request";
        String signed =
                String.join("\n", ALGORITHM, time, scope, Sha256.hex(canonical(complete, headers, names, payload)));
        String signature = HexFormat.of().formatHex(hmac(key(time.substring(0, 8)), signed));
        return complete.newBuilder()
                .header(
                        "Authorization",
                        ALGORITHM + " Credential=" + accessKey.reveal() + "/" + scope + ",SignedHeaders=" + names
                                + ",Signature=" + signature)
                .build();
    }

    /**
     * Percent-encodes as signatures require it (AWS Signature Version 4, UriEncode): everything but RFC 3986's unreserved characters becomes
     * upper-case escapes of its UTF-8 bytes.
     */
    static String uriEncode(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (octet & 0xff);
            if (UNRESERVED.indexOf(letter) >= 0) {
                encoded.append(letter);
            } else {
                encoded.append(String.format("%%%02X", octet & 0xff));
            }
        }
        return encoded.toString();
    }

    private static String canonical(Request request, SortedMap<String, String> headers, String names, String payload) {
        StringBuilder lines = new StringBuilder();
        headers.forEach(
                (name, value) -> lines.append(name).append(':').append(value).append('\n'));
        return String.join(
                "\n", request.method(), path(request.url()), query(request.url()), lines.toString(), names, payload);
    }

    private static SortedMap<String, String> headers(Request request) {
        HttpUrl url = request.url();
        boolean usual = url.port() == HttpUrl.defaultPort(url.scheme());
        String host = url.host().indexOf(':') < 0 ? url.host() : "[" + url.host() + "]";
        SortedMap<String, String> headers = new TreeMap<>();
        headers.put("host", usual ? host : host + ":" + url.port());
        for (String name : request.headers().names()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!UNSIGNED_HEADERS.contains(lower)) {
                headers.put(
                        lower,
                        request.headers(name).stream()
                                .map(value -> value.strip().replaceAll(" +", " "))
                                .collect(Collectors.joining(",")));
            }
        }
        return headers;
    }

    private static String path(HttpUrl url) {
        return url.pathSegments().stream().map(SignatureV4::uriEncode).collect(Collectors.joining("/", "/", ""));
    }

    private static String query(HttpUrl url) {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        for (int i = 0; i < url.querySize(); i++) {
            String value = Objects.requireNonNullElse(url.queryParameterValue(i), "");
            pairs.add(Map.entry(uriEncode(url.queryParameterName(i)), uriEncode(value)));
        }
        pairs.sort(Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry.comparingByValue()));
        return pairs.stream().map(pair -> pair.getKey() + "=" + pair.getValue()).collect(Collectors.joining("&"));
    }

    private byte[] key(String day) {
        byte[] secret = ("AWS4" + secretKey.reveal()).getBytes(StandardCharsets.UTF_8);
        return hmac(hmac(hmac(hmac(secret, day), region), "s3"), "aws4_request");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has HmacSHA256", e);
        }
    }
}
