package io.powerx.publish.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.http.AllowedAddresses;
import io.powerx.publish.http.HttpCall;
import io.powerx.publish.http.HttpClients;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.testing.Events;
import io.powerx.publish.testing.FakeTime;
import io.powerx.publish.testing.OwnCertificate;
import io.powerx.publish.testing.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The body of a part over every protocol of stores. */
@Timeout(300)
class PartTransferTest {
    /** More than fits into the socket buffers of both sides. */
    private static final int LARGE = 64 << 20;

    private enum Wire {
        HTTP_1_1,
        HTTP_1_1_OVER_TLS,
        HTTP_2_OVER_TLS
    }

    private final Events events = new Events();
    private final MockWebServer server = new MockWebServer();
    private final HeldCertificate certificate =
            new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpSettings start(Wire wire, Duration stall) throws IOException {
        String pem =
                switch (wire) {
                    case HTTP_1_1 -> null;
                    case HTTP_1_1_OVER_TLS -> OwnCertificate.on(server, Protocol.HTTP_1_1);
                    case HTTP_2_OVER_TLS -> OwnCertificate.on(server, Protocol.HTTP_2, Protocol.HTTP_1_1);
                };
        server.start();
        return new HttpSettings(null, null, pem, Duration.ofSeconds(5), stall);
    }

    private static MockResponse stored() {
        return new MockResponse.Builder().addHeader("ETag", "\"e\"").build();
    }

    private UploadSummary upload(PackedArtifact artifact, String url, HttpSettings http, RetrySettings retry) {
        UploadControl control = new UploadControl() {
            @Override
            public List<Publish.Upload> renew() {
                return uploads(artifact, url);
            }

            @Override
            public void stored(String name, int part, String etag, String sha256) {}

            @Override
            public void event(PublishEvent event) {
                events.on(event);
            }
        };
        UploadOrder order = new UploadOrder(
                List.of(artifact), uploads(artifact, url), AllowedAddresses.ALL, UploadSettings.DEFAULT, http);
        return new Uploader(new FakeTime().timing(), retry).upload(order, control);
    }

    private static List<Publish.Upload> uploads(PackedArtifact artifact, String url) {
        Publish.Part part = new Publish.Part(1, url, Map.of(), false, null, null);
        return List.of(
                new Publish.Upload(artifact.artifact().name(), null, "single", null, null, null, null, List.of(part)));
    }

    @ParameterizedTest
    @EnumSource
    void a_part_arrives_whole_with_its_length(Wire wire) throws Exception {
        PackedArtifact artifact = Samples.file(folder, "a.pxp", 3_000_000, 1);
        HttpSettings http = start(wire, Duration.ofSeconds(10));
        server.enqueue(stored());

        UploadSummary sent = upload(artifact, server.url("/a").toString(), http, RetrySettings.DEFAULT);

        RecordedRequest request = server.takeRequest();
        assertThat(request.getVersion()).isEqualTo(wire == Wire.HTTP_2_OVER_TLS ? "HTTP/2" : "HTTP/1.1");
        assertThat(request.getBody().toByteArray()).isEqualTo(Files.readAllBytes(Path.of(artifact.file())));
        assertThat(request.getHeaders().values("Content-Length")).containsExactly("3000000");
        assertThat(sent.bytesSent()).isEqualTo(3_000_000);
    }

    @ParameterizedTest
    @EnumSource
    void a_store_that_reads_nothing_is_given_up(Wire wire) throws Exception {
        PackedArtifact artifact = Samples.file(folder, "a.pxp", LARGE, 1);
        HttpSettings http = start(wire, Duration.ofMillis(700));
        server.enqueue(
                new MockResponse.Builder().throttleBody(1, 1, TimeUnit.HOURS).build());

        PublishException e = catchThrowableOfType(
                PublishException.class,
                () -> upload(artifact, server.url("/a").toString(), http, RetrySettings.DEFAULT.withMaxAttempts(1)));

        assertThat(e.code()).isEqualTo(ErrorCode.NETWORK_UNREACHABLE);
        assertThat(e.found()).isEqualTo("the connection timed out");
    }

    @ParameterizedTest
    @EnumSource
    void a_part_of_a_file_that_changes_while_it_is_sent_never_arrives_whole(Wire wire) throws Exception {
        // given a file that is written to as soon as its first bytes have been sent
        PackedArtifact artifact = Samples.file(folder, "a.pxp", 3_000_000, 1);
        HttpSettings http = start(wire, Duration.ofSeconds(10));
        server.enqueue(stored());
        OkHttpClient client = HttpClients.create(http);
        try (SourceFile source = SourceFile.open(artifact)) {
            RequestBody body = new PartSlice(source, 1, 1, 0, 3_000_000).body(count -> touch(artifact));
            Request request =
                    new Request.Builder().url(server.url("/a")).put(body).build();

            // when
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> HttpCall.send(client.newCall(request), 1000))
                    .withMessageContaining("was written to");
        } finally {
            HttpClients.close(client);
        }

        // then
        assertThat(server.takeRequest().getFailure())
                .as("failure of the request as the server sees it")
                .isNotNull();
    }

    private static void touch(PackedArtifact artifact) {
        try {
            Files.setLastModifiedTime(Path.of(artifact.file()), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"false,403", "false,429", "false,503", "true,403", "true,429", "true,503"})
    void a_part_that_a_store_refuses_while_it_is_sent_is_sent_again(boolean tls, int status) throws Exception {
        PackedArtifact artifact = Samples.file(folder, "a.pxp", LARGE, 1);
        try (ServerSocket early = listen(tls)) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> {
                serve(early, status + " No", false);
                serve(early, "200 OK\r\nETag: \"e\"", true);
            });

            upload(artifact, url(early, tls), trusting(), RetrySettings.DEFAULT);

            served.join();
            assertThat(events.retries()).isEqualTo(1);
            assertThat(events.attempts())
                    .extracting(PublishEvent.RequestAttempt::status)
                    .containsExactly(status, 200);
        }
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void the_refusal_of_a_part_that_is_too_large_is_read_while_it_is_sent(boolean tls) throws Exception {
        PackedArtifact artifact = Samples.file(folder, "a.pxp", LARGE, 1);
        try (ServerSocket early = listen(tls)) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(early, "413 Too Large", false));

            PublishException e = catchThrowableOfType(
                    PublishException.class, () -> upload(artifact, url(early, tls), trusting(), RetrySettings.DEFAULT));

            served.join();
            assertThat(e.code()).isEqualTo(ErrorCode.ARTIFACT_TOO_LARGE);
        }
    }

    private HttpSettings trusting() {
        return new HttpSettings(
                null, null, certificate.certificatePem(), Duration.ofSeconds(5), Duration.ofSeconds(20));
    }

    private ServerSocket listen(boolean tls) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return tls
                ? new HandshakeCertificates.Builder()
                        .heldCertificate(certificate)
                        .build()
                        .sslContext()
                        .getServerSocketFactory()
                        .createServerSocket(0, 5, loopback)
                : new ServerSocket(0, 5, loopback);
    }

    private static String url(ServerSocket server, boolean tls) {
        return (tls ? "https" : "http") + "://localhost:" + server.getLocalPort() + "/a";
    }

    /** Replies to one connection, after the whole request or after its first bytes. */
    private static void serve(ServerSocket server, String head, boolean whole) {
        byte[] buffer = new byte[1 << 16];
        try (Socket socket = server.accept()) {
            long left = LARGE;
            if (!whole) {
                left -= socket.getInputStream().read(buffer);
                answer(socket, head);
                // A reset at once could overtake the reply.
                left = Math.min(left, 6 << 20);
            }
            while (left > 0) {
                int count = socket.getInputStream().read(buffer);
                if (count < 0) {
                    return;
                }
                left -= count;
            }
            if (whole) {
                answer(socket, head);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(Socket socket, String head) throws IOException {
        String reply = "HTTP/1.1 " + head + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
