package io.powerx.publish.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.json.Json;
import io.powerx.publish.pack.ExternalTool;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A signing service that follows signing-service.openapi.yaml and signs digests with openssl, as one with an HSM would. */
class SigningServiceTest {
    private static final byte[] MESSAGE = "abc  plugin.yaml\n".getBytes(StandardCharsets.US_ASCII);
    private static final SigningContext CONTEXT =
            new SigningContext("com.example.note", "1.2.3", "beta", "0".repeat(64));

    @StartStop
    public final MockWebServer server = new MockWebServer();

    private static TestKeys keys;

    @BeforeAll
    static void makeKeys(@TempDir Path folder) {
        keys = new TestKeys(folder);
        keys.leaf("ec", "EC", "ec_paramgen_curve:P-256");
        keys.leaf("ec384", "EC", "ec_paramgen_curve:P-384");
        keys.leaf("rsa", "RSA", "rsa_keygen_bits:2048");
        keys.leaf("ed", "ED25519");
    }

    @ParameterizedTest
    @CsvSource({
        "CMS, ec, SHA256withECDSA",
        "CMS, ec384, SHA384withECDSA",
        "CMS, rsa, SHA256withRSA",
        "CMS, ed, Ed25519",
        "RSA_PKCS1, rsa, SHA256withRSA",
        "RSA_PSS, rsa, SHA256withRSAandMGF1",
        "ECDSA_P256, ec, SHA256withECDSA"
    })
    void the_service_signs_in_every_profile(SigningProfile profile, String key, String algorithm) throws Exception {
        server.setDispatcher(new Service(key, algorithm));

        DetachedSignature signature = signer(profile).sign(MESSAGE);

        assertThat(SignatureVerifier.verify(
                                signature.format(),
                                signature.algorithm(),
                                signature.value(),
                                signature.certificateChainPem(),
                                MESSAGE)
                        .chain())
                .hasSize(2);
        RecordedRequest chain = server.takeRequest();
        assertThat(chain.getTarget()).isEqualTo("/base/signing/certificate?profile=" + profile.wireName());
        RecordedRequest sign = server.takeRequest();
        assertThat(sign.getHeaders().get("Authorization")).isEqualTo("Bearer s3cret");
        assertThat(sign.getHeaders().get("X-Request-ID")).isNotBlank();
        JsonNode body = Json.mapper().readTree(sign.getBody().utf8());
        assertThat(body.path("context").path("pluginId").asText()).isEqualTo("com.example.note");
        assertThat(body.has("message")).isEqualTo(algorithm.equals("Ed25519"));
        assertThat(body.has("digest")).isEqualTo(!algorithm.equals("Ed25519"));
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void a_signature_by_another_key_than_the_one_named_is_refused() {
        server.setDispatcher(new Service("ec", "SHA256withECDSA") {
            @Override
            String signingKey() {
                return "ec384";
            }
        });

        assertFails("does not belong to its certificate");
    }

    @Test
    void a_refusal_is_told_with_the_service_s_words_and_the_request_id() {
        server.enqueue(new MockResponse(403, Headers.of(), "{\"title\":\"Forbidden\",\"detail\":\"not your key\"}"));

        assertThatThrownBy(() -> signer(SigningProfile.CMS).sign(MESSAGE))
                .isInstanceOfSatisfying(PublishException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SIGNING_SERVICE_FAILED);
                    assertThat(e.getMessage()).contains("403", "not your key").doesNotContain("s3cret");
                    assertThat(e.requestId()).isPresent();
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<html>login</html>",
                "{}",
                "null",
                "{\"certificateChain\":[],\"algorithm\":\"SHA256withRSA\"}",
                "{\"certificateChain\":[\"x\"],\"algorithm\":\"MD5withRSA\"}"
            })
    void an_answer_that_does_not_follow_the_contract_is_refused(String body) {
        server.enqueue(new MockResponse(200, Headers.of(), body));

        assertFails("");
    }

    @Test
    void an_answer_without_end_is_not_read_to_its_end() {
        server.enqueue(new MockResponse(200, Headers.of(), "x".repeat(2 << 20)));

        assertFails("larger than");
    }

    @Test
    void a_redirect_is_not_followed() {
        server.enqueue(new MockResponse(307, Headers.of("Location", "http://127.0.0.2/"), ""));

        assertFails("307");
    }

    @Test
    void a_token_is_not_sent_in_the_clear_to_another_machine() {
        SigningSettings settings = new SigningSettings(
                SigningProfile.CMS, null, null, null, URI.create("http://signing.example.com"), Secret.of("s3cret"));

        assertThatThrownBy(() -> Signers.of(settings, CONTEXT, Clock.systemUTC(), OkHttpClient::new))
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENDPOINT_INSECURE));
    }

    private Signer signer(SigningProfile profile) {
        SigningSettings settings = new SigningSettings(
                profile, null, null, null, server.url("/base").uri(), Secret.of("s3cret"));
        return Signers.of(settings, CONTEXT, Clock.systemUTC(), OkHttpClient::new);
    }

    private void assertFails(String found) {
        assertThatThrownBy(() -> signer(SigningProfile.CMS).sign(MESSAGE))
                .isInstanceOfSatisfying(PublishException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.SIGNING_SERVICE_FAILED);
                    assertThat(e.getMessage()).contains(found);
                });
    }

    private static class Service extends Dispatcher {
        private final String key;
        private final String algorithm;

        Service(String key, String algorithm) {
            this.key = key;
            this.algorithm = algorithm;
        }

        String signingKey() {
            return key;
        }

        @Override
        public MockResponse dispatch(RecordedRequest request) {
            List<String> chain = List.of(keys.text(key + ".crt"), keys.text("intermediate.crt"));
            Map<String, Object> answer = request.getTarget().startsWith("/base/signing/certificate")
                    ? Map.of("certificateChain", chain, "algorithm", algorithm)
                    : Map.of("certificateChain", chain, "signature", sign(request));
            return new MockResponse(200, Headers.of("Content-Type", "application/json"), Json.write(answer));
        }

        private String sign(RecordedRequest request) {
            try {
                JsonNode body = Json.mapper().readTree(request.getBody().utf8());
                boolean raw = body.has("message");
                Files.write(
                        keys.path("input"),
                        Base64.getDecoder()
                                .decode(body.path(raw ? "message" : "digest").asText()));
                List<String> command = new ArrayList<>(List.of(
                        "openssl",
                        "pkeyutl",
                        "-sign",
                        "-inkey",
                        signingKey() + ".key",
                        "-in",
                        "input",
                        "-out",
                        "output"));
                if (raw) {
                    command.add("-rawin");
                }
                if (algorithm.contains("RSA")) {
                    command.addAll(List.of("-pkeyopt", "digest:sha256"));
                }
                if (algorithm.endsWith("MGF1")) {
                    command.addAll(List.of("-pkeyopt", "rsa_padding_mode:pss", "-pkeyopt", "rsa_pss_saltlen:32"));
                }
                ExternalTool.run(keys.path("input").getParent(), command.toArray(String[]::new))
                        .succeeded();
                return Base64.getEncoder().encodeToString(Files.readAllBytes(keys.path("output")));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
