package io.powerx.publish.sign;

import static io.powerx.publish.sign.TestSigning.verified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.json.Json;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.testing.Events;
import io.powerx.publish.testing.ExternalTool;
import io.powerx.publish.testing.FakeTime;
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
import mockwebserver3.SocketEffect;
import mockwebserver3.junit5.StartStop;
import okhttp3.Headers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A signing service that follows signing-service.openapi.yaml and signs digests with openssl, as one with an HSM would. */
class SigningServiceTest {
    private static final byte[] MESSAGE = "abc  plugin.yaml\n".getBytes(StandardCharsets.US_ASCII);
    private static final SigningContext CONTEXT =
            new SigningContext("com.example.note", "1.2.3", "beta", "0".repeat(64));

    @StartStop
    public final MockWebServer server = new MockWebServer();

    private static TestKeys keys;

    private final FakeTime time = new FakeTime();
    private final Events events = new Events();

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
        "RSA_PKCS1, rsa, SHA256withRSA",
        "RSA_PSS, rsa, SHA256withRSAandMGF1",
        "ECDSA_P256, ec, SHA256withECDSA"
    })
    void the_service_signs_in_every_profile(SigningProfile profile, String key, String algorithm) throws Exception {
        server.setDispatcher(new Service(key, algorithm));

        DetachedSignature signature = signer(profile).sign(MESSAGE);

        assertThat(verified(signature, MESSAGE).chain()).hasSize(2);
        RecordedRequest chain = server.takeRequest();
        assertThat(chain.getTarget()).isEqualTo("/base/signing/certificate?profile=" + profile.wireName());
        RecordedRequest sign = server.takeRequest();
        assertThat(sign.getHeaders().get("Authorization")).isEqualTo("Bearer s3cret");
        assertThat(sign.getHeaders().get("X-Request-ID")).isNotBlank();
        JsonNode body = Json.mapper().readTree(sign.getBody().utf8());
        assertThat(body.path("context").path("pluginId").asText()).isEqualTo("com.example.note");
        assertThat(body.has("message")).isFalse();
        assertThat(body.has("digest")).isTrue();
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void a_key_that_the_profile_cannot_use_is_refused() {
        server.setDispatcher(new Service("ed", "Ed25519"));

        assertFails("OpenSSL 3.0 cannot verify a CMS signature that is made with Ed25519");
    }

    @Test
    void a_signature_by_another_key_than_the_one_named_is_refused() {
        server.setDispatcher(new Service("ec", "SHA256withECDSA") {
            @Override
            String signingKey() {
                return "ec384";
            }
        });

        assertFails("does not match its certificate");
    }

    @Test
    void a_refusal_is_reported_with_the_service_s_words_and_the_request_id() {
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
        for (int attempt = 0; attempt < 3; attempt++) {
            server.enqueue(new MockResponse(200, Headers.of(), body));
        }

        assertFails("");
    }

    @Test
    void a_token_that_the_service_repeats_is_removed_before_its_message_is_shortened() {
        String token = "sig_" + "0123456789abcdef".repeat(6);
        server.enqueue(new MockResponse(
                403, Headers.of(), "{\"detail\":\"" + "x".repeat(150) + " unknown token " + token + "\"}"));
        SigningSettings settings = SigningSettings.withService(
                SigningProfile.CMS, server.url("/base").uri(), Secret.of(token));

        assertThatThrownBy(() -> Signers.of(settings, CONTEXT, Clock.systemUTC(), this::connection)
                        .sign(MESSAGE))
                .hasMessageContaining("unknown token " + Secret.MASK)
                .hasMessageNotContaining(token.substring(0, 20));
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

    @ParameterizedTest
    @ValueSource(strings = {"http://signing.example.com", "http://127.example.com", "http://127.0.0.1.example.com"})
    void a_token_is_not_sent_in_the_clear_to_another_machine(URI endpoint) {
        SigningSettings settings = SigningSettings.withService(SigningProfile.CMS, endpoint, Secret.of("s3cret"));

        assertThatThrownBy(() -> Signers.of(settings, CONTEXT, Clock.systemUTC(), this::connection))
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENDPOINT_INSECURE));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503})
    void a_service_that_is_busy_is_asked_again(int status) {
        server.setDispatcher(new Service("ec", "SHA256withECDSA") {
            private int requests;

            @Override
            public MockResponse dispatch(RecordedRequest request) {
                boolean busy = requests++ % 2 == 0;
                return busy ? new MockResponse(status, Headers.of("Retry-After", "3"), "") : super.dispatch(request);
            }
        });

        assertThat(signer(SigningProfile.CMS).sign(MESSAGE).value()).isNotEmpty();
        assertThat(events.attempts()).hasSize(4);
        assertThat(time.sleeps()).hasSize(2);
    }

    @Test
    void a_connection_that_breaks_is_made_again_and_in_the_end_given_up() {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder()
                        .onResponseStart(new SocketEffect.CloseSocket())
                        .build();
            }
        });

        assertFails("closed before the reply was complete");
        assertThat(events.attempts()).hasSize(3);
    }

    private Signers.Connection connection() {
        return Signers.Connection.open(
                HttpSettings.DEFAULT,
                SigningSettings.withKey(SigningProfile.CMS, null, null, null),
                time.timing(),
                events);
    }

    private Signer signer(SigningProfile profile) {
        SigningSettings settings =
                SigningSettings.withService(profile, server.url("/base").uri(), Secret.of("s3cret"));
        return Signers.of(settings, CONTEXT, Clock.systemUTC(), this::connection);
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
