package io.powerx.publish.precheck.secrets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.precheck.secrets.FoundSecret.Certainty;
import io.powerx.publish.precheck.secrets.SecretCandidate.Evidence;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Signed JSON Web Tokens (RFC 7519). Tokens without an expiry time, or that expire later, can still be used. */
final class JsonWebTokens implements Detector {
    private static final String OBJECT = "eyJ";
    private static final int MAX_LENGTH = 8 << 10;
    private static final int MIN_SIGNATURE = 32;

    private final Instant now;

    /** @param now the time that the expiry of tokens is compared with */
    JsonWebTokens(Instant now) {
        this.now = now;
    }

    @Override
    public List<String> anchors() {
        return List.of(OBJECT);
    }

    @Override
    public Optional<SecretCandidate> at(Window window, int index, String anchor) {
        int end = window.run(index, Alphabet.BASE64URL.plus("."), MAX_LENGTH);
        String[] parts = window.text(index, end).split("\\.", -1);
        if (!window.isWordStart(index)
                || parts.length < 3
                || parts[2].length() < MIN_SIGNATURE
                || !parts[1].startsWith(OBJECT)) {
            return Optional.empty();
        }
        Optional<JsonNode> header = object(parts[0]);
        Optional<JsonNode> payload = object(parts[1]);
        if (header.isEmpty()
                || payload.isEmpty()
                || !header.get().path("alg").isTextual()
                || header.get().path("alg").asText().equals("none")
                || isPublic(payload.get())) {
            return Optional.empty();
        }
        JsonNode expiry = payload.get().path("exp");
        boolean expired = expiry.isNumber() && expiry.asLong() < now.getEpochSecond();
        int length = parts[0].length() + parts[1].length() + parts[2].length() + 2;
        return Optional.of(new SecretCandidate(
                expired ? "an expired JSON Web Token" : "a JSON Web Token",
                OBJECT,
                expired ? Certainty.EXPIRED : Certainty.LIKELY,
                Evidence.PLACE,
                index,
                index + length));
    }

    /** The samples of jwt.io and of RFC 7519, and the keys that Supabase issues for browsers. */
    private static boolean isPublic(JsonNode payload) {
        String subject = payload.path("sub").asText();
        return subject.equals("1234567890")
                || payload.path("name").asText().equals("John Doe")
                || payload.path("iss").asText().equals("joe")
                || payload.path("role").asText().equals("anon")
                || payload.isEmpty();
    }

    private static Optional<JsonNode> object(String part) {
        try {
            JsonNode node =
                    Json.mapper().readTree(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
            return node != null && node.isObject() ? Optional.of(node) : Optional.empty();
        } catch (IllegalArgumentException | JsonProcessingException notAToken) {
            return Optional.empty();
        }
    }
}
