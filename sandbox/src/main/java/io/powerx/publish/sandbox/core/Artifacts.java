package io.powerx.publish.sandbox.core;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.io.Sha256;
import io.powerx.publish.sandbox.api.Backend;
import io.powerx.publish.sandbox.http.HttpExchange;
import io.powerx.publish.sandbox.http.Multipart;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Receives packages and signing keys (distribution/service.go, validator.go). Stores records of packages, not their content. */
final class Artifacts {
    private static final int MAX_NARROW_SIGNATURE = 64;
    private static final int MAX_KEY_ID = 128;

    private final Backend backend;

    Artifacts(Backend backend) {
        this.backend = backend;
    }

    JsonNode upload(HttpExchange exchange) throws IOException, SQLException {
        String candidateId = CandidateRoutes.candidateId(exchange);
        Multipart form = Multipart.read(exchange, "artifact", backend.options().maxArtifactBytes());
        if (!backend.options().core().distribution()) {
            throw distribution(503, "feature disabled");
        }
        String checksum = form.field("checksum").toLowerCase(Locale.ROOT).replaceFirst("^sha256:", "");
        String signature = form.field("signature");
        String keyId = form.field("signing_key_id");
        if (checksum.isEmpty()) {
            throw distribution(400, "invalid input");
        }
        String actual = Sha256.hex(form.content());
        if (form.content().length > 0 && !actual.equals(checksum)) {
            throw failed("checksum mismatch: got " + actual + " want " + checksum);
        }
        if (signature.isEmpty() || keyId.isEmpty()) {
            throw distribution(400, "invalid input");
        }
        String publicKey = backend.database()
                .transaction(tx -> new CandidateTable(tx).publicKey(keyId))
                .orElseThrow(() -> distribution(400, "invalid input"));
        verify(form.content(), signature, publicKey);
        return accept(candidateId, form.fields(), checksum);
    }

    private JsonNode accept(String candidateId, Map<String, String> fields, String checksum) throws SQLException {
        String signature = Objects.requireNonNull(fields.get("signature"));
        String keyId = Objects.requireNonNull(fields.get("signing_key_id"));
        String packageId = UUID.randomUUID().toString();
        String uri = backend.database().transaction(tx -> {
            CandidateTable table = new CandidateTable(tx);
            CandidateRow row = table.get(candidateId).orElseThrow(() -> failed("record not found"));
            if (backend.options().core().narrowSignatures() && signature.length() > MAX_NARROW_SIGNATURE) {
                throw failed("ERROR: value too long for type character(64) (SQLSTATE 22001)");
            }
            String named = fields.getOrDefault("packageUri", "");
            String place = named.isEmpty()
                    ? "plugin-release-artifacts/packages/" + row.pluginId() + "/" + row.version()
                    : named;
            table.insertPackage(packageId, candidateId, place, checksum, signature, keyId);
            return place;
        });
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("package_uuid", packageId)
                .put("package_uri", uri)
                .put("status", "submitted");
        return data;
    }

    private static void verify(byte[] content, String signature, String publicKey) {
        byte[] key = decoded(publicKey);
        byte[] value = decoded(signature);
        if (content.length == 0) {
            throw failed("distribution.validator: checksum is required");
        }
        if (value.length != Ed25519.SIGNATURE_SIZE) {
            throw failed("distribution.validator: signature fingerprint is required");
        }
        if (!Ed25519.verify(value, 0, key, 0, content, 0, content.length)) {
            throw failed("ed25519 signature verification failed");
        }
    }

    JsonNode registerKey(HttpExchange exchange) throws IOException, SQLException {
        JsonNode body = CandidateRoutes.json(exchange);
        String keyId = CandidateRoutes.text(body, "key_id");
        String publicKey = CandidateRoutes.text(body, "public_key");
        if (keyId.isEmpty() || keyId.length() > MAX_KEY_ID || decoded(publicKey).length != Ed25519.PUBLIC_KEY_SIZE) {
            throw CoreRefusal.of(400, "invalid signing key", "plugin_release.distribution: invalid input");
        }
        String keyUuid = UUID.randomUUID().toString();
        boolean made = backend.database().transaction(tx -> {
            CandidateTable table = new CandidateTable(tx);
            boolean fresh = !table.hasKey(keyId);
            if (fresh) {
                table.insertKey(keyUuid, keyId, publicKey);
            }
            return fresh;
        });
        if (!made) {
            throw CoreRefusal.of(
                    500,
                    "signing key operation failed",
                    "ERROR: duplicate key value violates unique constraint (SQLSTATE 23505)");
        }
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("key_uuid", keyUuid)
                .put("key_id", keyId)
                .put("enabled", true);
        return data;
    }

    /** Like Go's RawStdEncoding, which rejects padding. */
    private static byte[] decoded(String text) {
        if (text.endsWith("=")) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static RuntimeException distribution(int status, String what) {
        String error = "plugin_release.distribution: " + what;
        return CoreRefusal.of(status, error, error);
    }

    private static RuntimeException failed(String error) {
        return CoreRefusal.of(500, error, error);
    }
}
