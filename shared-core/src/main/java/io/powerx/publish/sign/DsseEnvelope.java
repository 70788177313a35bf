package io.powerx.publish.sign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.io.Utf8;
import io.powerx.publish.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Dead Simple Signing Envelope (github.com/secure-systems-lab/dsse): a payload with signatures over its type and its bytes.
 *
 * @param signatures raw signatures; at least one
 */
@SuppressWarnings("ArrayRecordComponent")
public record DsseEnvelope(String payloadType, byte[] payload, List<byte[]> signatures) {
    private static final int MAX_SIGNATURES = 20;

    /** What is signed: the pre-authentication encoding of the specification. */
    public static byte[] signedBytes(String payloadType, byte[] payload) {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(type);
        bytes.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(payload);
        return bytes.toByteArray();
    }

    /**
     * An envelope on one line, which ends in a line feed.
     *
     * @param keyId of the signer's key
     */
    static byte[] write(String payloadType, byte[] payload, String keyId, byte[] signature) {
        Map<String, Object> signed = new LinkedHashMap<>();
        signed.put("keyid", keyId);
        signed.put("sig", Base64.getEncoder().encodeToString(signature));
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("payloadType", payloadType);
        envelope.put("payload", Base64.getEncoder().encodeToString(payload));
        envelope.put("signatures", List.of(signed));
        return (Json.write(envelope) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads an envelope; unknown members are ignored, as the specification requires.
     *
     * @throws IOException with the reason as a clause
     */
    static DsseEnvelope read(byte[] file) throws IOException {
        try {
            JsonNode envelope = Json.mapper().readTree(Utf8.decode(file));
            JsonNode signatures = envelope.path("signatures");
            if (!envelope.path("payloadType").isTextual()
                    || !envelope.path("payload").isTextual()
                    || signatures.isEmpty()
                    || signatures.size() > MAX_SIGNATURES) {
                throw new IOException("it is not a signed envelope (DSSE)");
            }
            List<byte[]> values = new ArrayList<>();
            for (JsonNode signature : signatures) {
                values.add(Base64.getDecoder().decode(signature.path("sig").asText()));
            }
            return new DsseEnvelope(
                    envelope.path("payloadType").textValue(),
                    Base64.getDecoder().decode(envelope.path("payload").textValue()),
                    List.copyOf(values));
        } catch (JsonProcessingException e) {
            throw new IOException("it is not JSON");
        } catch (IllegalArgumentException e) {
            throw new IOException("it is not a signed envelope (DSSE): a value is not Base64");
        }
    }

    byte[] signedBytes() {
        return signedBytes(payloadType, payload);
    }
}
