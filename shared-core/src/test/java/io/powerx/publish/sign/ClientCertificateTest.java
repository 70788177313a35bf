package io.powerx.publish.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.powerx.publish.config.SigningProfile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.Timing;
import io.powerx.publish.json.Json;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.testing.Events;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.junit5.StartStop;
import okhttp3.Headers;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A signing service and a timestamp authority on loopback that require client certificates (mutual TLS). */
class ClientCertificateTest {
    private static final byte[] MESSAGE = "abc  plugin.yaml\n".getBytes(StandardCharsets.US_ASCII);

    private static final HeldCertificate AUTHORITY =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private static final HeldCertificate CLIENT = new HeldCertificate.Builder()
            .commonName("ci.example")
            .signedBy(AUTHORITY)
            .build();
    private static final HeldCertificate STRANGER =
            new HeldCertificate.Builder().commonName("stranger.example").build();

    @StartStop
    public final MockWebServer server = new MockWebServer();

    private static TestKeys keys;
    private static TestKeys authorities;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeKeys(@TempDir Path own, @TempDir Path others) {
        keys = new TestKeys(own);
        keys.leaf("ec", "EC", "ec_paramgen_curve:P-256");
        authorities = new TestKeys(others);
        authorities.newKey("tsa", "EC", "ec_paramgen_curve:P-256");
        authorities.issue("tsa", "Example Timestamps", "root", "extendedKeyUsage=critical,timeStamping", 100);
    }

    @BeforeEach
    void givenAServerThatRequiresCertificates() throws IOException {
        server.useHttps(own().sslSocketFactory());
        server.requireClientAuth();
        write("client.key", CLIENT.privateKeyPkcs8Pem());
        write("client.crt", CLIENT.certificatePem());
    }

    private static HandshakeCertificates own() {
        HeldCertificate own = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .signedBy(AUTHORITY)
                .build();
        return new HandshakeCertificates.Builder()
                .heldCertificate(own)
                .addTrustedCertificate(AUTHORITY.certificate())
                .build();
    }

    @Test
    void a_signing_service_that_requires_a_client_certificate_gets_it() throws Exception {
        server.setDispatcher(new ChainService());

        Signer signer = signer(client("client.key", "client.crt", null));

        assertThat(signer.chain()).hasSize(2);
        assertThat(server.takeRequest().getHandshake().peerPrincipal()).hasToString("CN=ci.example");
    }

    @Test
    void a_timestamp_authority_that_requires_a_client_certificate_gets_it() throws Exception {
        server.setDispatcher(
                new TimestampAuthority(authorities, "tsa").at(Instant.now().truncatedTo(ChronoUnit.SECONDS)));
        SigningSettings settings = new SigningSettings(
                SigningProfile.CMS,
                keys.path("ec.key").toString(),
                keys.path("ec.chain").toString(),
                null,
                null,
                null,
                address("/tsa"),
                client("client.key", "client.crt", null),
                null);

        DetachedSignature signature = Signers.of(settings, null, Clock.systemUTC(), () -> connection(settings))
                .sign(MESSAGE);

        assertThat(signature.value()).isNotEmpty();
        assertThat(server.takeRequest().getHandshake().peerPrincipal()).hasToString("CN=ci.example");
    }

    @ParameterizedTest
    @CsvSource({"client.enc, aes-256-cbc", "client.p12, "})
    void the_key_may_be_encrypted_or_in_a_pkcs12_file_with_its_certificate(String name, String cipher)
            throws Exception {
        server.setDispatcher(new ChainService());
        String from = folder.resolve("client.key").toString();
        String crt = folder.resolve("client.crt").toString();
        String to = folder.resolve(name).toString();
        if (cipher == null) {
            keys.openssl("pkcs12", "-export", "-inkey", from, "-in", crt, "-out", to, "-passout", "pass:phrase");
        } else {
            keys.openssl("pkcs8", "-topk8", "-v2", cipher, "-in", from, "-out", to, "-passout", "pass:phrase");
        }

        assertThat(signer(client(name, cipher == null ? null : "client.crt", "phrase"))
                        .chain())
                .hasSize(2);
    }

    @Test
    void key_and_certificate_may_be_the_text_itself() {
        server.setDispatcher(new ChainService());

        ClientCertificate text = new ClientCertificate(CLIENT.privateKeyPkcs8Pem(), CLIENT.certificatePem(), null);

        assertThat(signer(text).chain()).hasSize(2);
        assertThat(text.toString()).doesNotContain("BEGIN");
    }

    @Test
    void a_client_without_a_certificate_or_with_one_that_the_server_does_not_trust_is_rejected() throws IOException {
        write("stranger.key", STRANGER.privateKeyPkcs8Pem());
        write("stranger.crt", STRANGER.certificatePem());
        try (AlertingServer alerting = new AlertingServer(own())) {
            for (ClientCertificate client :
                    new ClientCertificate[] {null, client("stranger.key", "stranger.crt", null)}) {
                PublishException failure =
                        failure(() -> signer(client, alerting.uri()).chain());

                assertThat(failure.code()).isEqualTo(ErrorCode.SIGNING_SERVICE_FAILED);
                assertThat(failure.found()).contains("the server requires a client certificate that it trusts");
            }
        }
    }

    @Test
    void errors_show_the_file_and_the_setting() throws IOException {
        write("other.crt", STRANGER.certificatePem());
        write("empty.key", "nothing");
        HeldCertificate old = new HeldCertificate.Builder()
                .validityInterval(0, Duration.ofDays(1).toMillis())
                .signedBy(AUTHORITY)
                .build();
        write("old.key", old.privateKeyPkcs8Pem());
        write("old.crt", old.certificatePem());

        assertInvalid(
                client("empty.key", "client.crt", null),
                "read the client key " + folder.resolve("empty.key") + ", which PX_SIGNING_CLIENT_KEY specifies",
                "contains no private key");
        assertInvalid(
                client("client.key", "empty.key", null),
                "read the client certificate " + folder.resolve("empty.key")
                        + ", which PX_SIGNING_CLIENT_CERTIFICATE specifies",
                "contains no certificate");
        assertInvalid(
                client("client.key", "other.crt", null),
                "use the client certificate " + folder.resolve("other.crt")
                        + ", which PX_SIGNING_CLIENT_CERTIFICATE specifies",
                "it does not match the client key " + folder.resolve("client.key"));
        assertInvalid(
                client("old.key", "old.crt", null),
                "use the client certificate " + folder.resolve("old.crt"),
                "expired at 1970-01-02");
        assertInvalid(
                client("client.key", null, null), "use the client key", "PX_SIGNING_CLIENT_CERTIFICATE is not set");
        assertInvalid(
                new ClientCertificate(null, folder.resolve("client.crt").toString(), null),
                "use the client certificate " + folder.resolve("client.crt"),
                "PX_SIGNING_CLIENT_KEY is not set");
        assertInvalid(
                new ClientCertificate("no such file or key", null, null),
                "read the client key in PX_SIGNING_CLIENT_KEY",
                "it is neither the path of an existing file nor a private key");
    }

    private static void assertInvalid(ClientCertificate client, String tried, String found) {
        PublishException failure = failure(() -> client.load(Instant.now()));

        assertThat(failure.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
        assertThat(failure.tried()).startsWith(tried);
        assertThat(failure.found()).contains(found);
    }

    private static PublishException failure(org.assertj.core.api.ThrowableAssert.ThrowingCallable action) {
        return assertThatExceptionOfType(PublishException.class)
                .isThrownBy(action)
                .actual();
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private ClientCertificate client(String key, String certificate, String passphrase) {
        return new ClientCertificate(
                folder.resolve(key).toString(),
                certificate == null ? null : folder.resolve(certificate).toString(),
                passphrase == null ? null : Secret.of(passphrase));
    }

    private Signer signer(ClientCertificate client) {
        return signer(client, address("/base"));
    }

    private static Signer signer(ClientCertificate client, URI service) {
        SigningSettings settings = new SigningSettings(
                SigningProfile.CMS, null, null, null, service, Secret.of("s3cret"), null, client, null);
        return Signers.of(settings, null, Clock.systemUTC(), () -> connection(settings));
    }

    private URI address(String path) {
        return URI.create("https://127.0.0.1:" + server.getPort() + path);
    }

    private static Signers.Connection connection(SigningSettings settings) {
        HttpSettings http = new HttpSettings(
                null, null, AUTHORITY.certificatePem(), Duration.ofSeconds(10), Duration.ofSeconds(10));
        Timing impatient = new Timing(Clock.systemUTC(), duration -> {}, () -> 0.5);
        return Signers.Connection.open(http, settings, impatient, new Events());
    }

    /**
     * Requires a client certificate, and closes a connection only after the client has. A server that closes it first may reset it, and the
     * client then does not read the alert about its certificate.
     */
    private static final class AlertingServer implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        AlertingServer(HandshakeCertificates own) throws IOException {
            Thread thread = new Thread(() -> accept(own), "alerting-server");
            thread.setDaemon(true);
            thread.start();
        }

        URI uri() {
            return URI.create("https://127.0.0.1:" + listening.getLocalPort());
        }

        private void accept(HandshakeCertificates own) {
            while (!listening.isClosed()) {
                try (Socket socket = listening.accept()) {
                    SSLSocket secure = (SSLSocket) own.sslSocketFactory().createSocket(socket, null, false);
                    secure.setNeedClientAuth(true);
                    assertThatExceptionOfType(SSLException.class).isThrownBy(secure::startHandshake);
                    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                    // The client or the test has closed it.
                }
            }
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }

    /** Serves the chain of the signing key. */
    private static final class ChainService extends Dispatcher {
        @Override
        public MockResponse dispatch(RecordedRequest request) {
            Map<String, Object> reply = Map.of(
                    "certificateChain",
                    List.of(keys.text("ec.crt"), keys.text("intermediate.crt")),
                    "algorithm",
                    "SHA256withECDSA");
            return new MockResponse(200, Headers.of("Content-Type", "application/json"), Json.write(reply));
        }
    }
}
