package io.powerx.publish.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class DirectWritesTest {
    private static final int SIZE = 400_077;

    private final MockWebServer server = new MockWebServer();
    private final HeldCertificate certificate =
            new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    private @Nullable OkHttpClient client;

    @TempDir
    Path folder;

    private Path file;
    private byte[] bytes;

    @BeforeEach
    void file() throws IOException {
        bytes = new byte[SIZE];
        new Random(7).nextBytes(bytes);
        file = Files.write(folder.resolve("file.bin"), bytes);
    }

    @AfterEach
    void stop() {
        if (client != null) {
            HttpClients.close(client);
        }
        server.close();
    }

    /** A body that counts which way it went. */
    private static final class Stretch extends FileBody {
        private final FileChannel channel;
        private final long announced;
        private final AtomicInteger transfers = new AtomicInteger();
        private final AtomicLong told = new AtomicLong();
        private boolean whole = true;

        Stretch(Path file, long announced) throws IOException {
            this.channel = FileChannel.open(file);
            this.announced = announced;
        }

        @Override
        public @Nullable MediaType contentType() {
            return MediaType.get("application/octet-stream");
        }

        @Override
        public long contentLength() {
            return announced;
        }

        @Override
        protected void read(ByteBuffer buffer, long position) throws IOException {
            for (long at = position; buffer.hasRemaining(); ) {
                int count = channel.read(buffer, at);
                if (count < 0) {
                    throw new EOFException("the file ends at " + at);
                }
                at += count;
            }
        }

        @Override
        protected long transferTo(WritableByteChannel target, long position, long count) throws IOException {
            transfers.incrementAndGet();
            return channel.transferTo(position, count, target);
        }

        @Override
        protected void verify() throws IOException {
            if (!whole) {
                throw new IOException("it changed");
            }
        }

        @Override
        protected void sent(long count) {
            told.addAndGet(count);
        }
    }

    private OkHttpClient client(Duration stall) {
        client = HttpClients.create(
                new HttpSettings(null, null, certificate.certificatePem(), Duration.ofSeconds(5), stall));
        return client;
    }

    private Reply put(OkHttpClient client, Object url, FileBody body) throws Exception {
        return HttpCall.send(
                client.newCall(
                        new Request.Builder().url(url.toString()).put(body).build()),
                1000);
    }

    private void tls(Protocol... protocols) {
        server.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        server.setProtocols(List.of(protocols));
    }

    private void arrives(RecordedRequest request) {
        assertThat(request.getBody().toByteArray()).isEqualTo(bytes);
        assertThat(request.getHeaders().values("Content-Length")).containsExactly(String.valueOf(SIZE));
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/octet-stream");
    }

    private void arrivesBroken() throws InterruptedException {
        assertThat(server.takeRequest().getFailure())
                .as("of a request that is not whole")
                .isNotNull();
    }

    @Test
    void a_file_goes_to_a_plain_socket_through_the_kernel_and_the_connection_serves_on() throws Exception {
        server.enqueue(new MockResponse.Builder().body("one").build());
        server.enqueue(new MockResponse.Builder().body("two").build());
        server.start();
        OkHttpClient client = client(Duration.ofSeconds(5));
        Stretch body = new Stretch(file, SIZE);

        Reply first = put(client, server.url("/1"), body);
        Reply second = put(client, server.url("/2"), new Stretch(file, SIZE));

        assertThat(first.body().utf8()).isEqualTo("one");
        assertThat(second.body().utf8()).isEqualTo("two");
        assertThat(body.transfers).hasValueGreaterThan(0);
        assertThat(body.told).hasValue(SIZE);
        arrives(server.takeRequest());
        RecordedRequest again = server.takeRequest();
        arrives(again);
        assertThat(again.getExchangeIndex()).as("on the same connection").isEqualTo(1);
    }

    @Test
    void under_tls_no_byte_goes_past_the_encryption() throws Exception {
        // given a server that would take bytes in the clear for a broken record
        tls(Protocol.HTTP_1_1);
        server.enqueue(new MockResponse.Builder().body("one").build());
        server.start();
        Stretch body = new Stretch(file, SIZE);

        Reply reply = put(client(Duration.ofSeconds(5)), server.url("/1"), body);

        assertThat(reply.body().utf8()).isEqualTo("one");
        assertThat(body.transfers).hasValue(0);
        assertThat(body.told).hasValue(SIZE);
        arrives(server.takeRequest());
    }

    @Test
    void over_http_2_it_goes_in_frames() throws Exception {
        tls(Protocol.HTTP_2, Protocol.HTTP_1_1);
        server.enqueue(new MockResponse.Builder().body("one").build());
        server.start();

        Reply reply = put(client(Duration.ofSeconds(5)), server.url("/1"), new Stretch(file, SIZE));

        assertThat(reply.body().utf8()).isEqualTo("one");
        RecordedRequest request = server.takeRequest();
        assertThat(request.getVersion()).isEqualTo("HTTP/2");
        assertThat(request.getBody().toByteArray()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_server_that_refuses_early_and_hangs_up_is_heard(boolean tls) throws Exception {
        // given a file that no socket buffer holds, and a server that reads the headers alone
        long large = 64L << 20;
        grow(large);
        try (ServerSocket early = tls
                ? new HandshakeCertificates.Builder()
                        .heldCertificate(certificate)
                        .build()
                        .sslContext()
                        .getServerSocketFactory()
                        .createServerSocket(0, 5, InetAddress.getLoopbackAddress())
                : new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> refuseOnce(early));
            String url = (tls ? "https" : "http") + "://localhost:" + early.getLocalPort() + "/";
            OkHttpClient client = client(Duration.ofSeconds(20));

            // when
            Reply reply = put(client, url, new Stretch(file, large));
            Reply next = put(client, url, new Stretch(file, 1));

            // then
            served.join();
            assertThat(reply.status()).isEqualTo(413);
            assertThat(reply.body().utf8()).isEqualTo("too large");
            assertThat(next.status()).as("on another connection").isEqualTo(200);
        }
    }

    /** Answers after the headers, and reads on a while: a reset at once could overtake the reply. */
    private static void refuseOnce(ServerSocket server) {
        byte[] some = new byte[1 << 16];
        try (Socket refused = server.accept()) {
            refused.getInputStream().read(some);
            answer(refused, "413 Too Large\r\nContent-Length: 9\r\n\r\ntoo large");
            for (int read = 0; read < 100; read++) {
                refused.getInputStream().read(some);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Socket next = server.accept()) {
            next.getInputStream().read(some);
            answer(next, "200 OK\r\nContent-Length: 0\r\n\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(Socket socket, String reply) throws IOException {
        socket.getOutputStream().write(("HTTP/1.1 " + reply).getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private void grow(long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), size - 1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_server_that_reads_nothing_is_given_up(boolean tls) throws Exception {
        long large = 64L << 20;
        grow(large);
        if (tls) {
            tls(Protocol.HTTP_1_1);
        }
        server.enqueue(
                new MockResponse.Builder().throttleBody(1, 1, TimeUnit.HOURS).build());
        server.start();
        OkHttpClient client = client(Duration.ofMillis(700));

        assertThatExceptionOfType(InterruptedIOException.class)
                .isThrownBy(() -> put(client, server.url("/"), new Stretch(file, large)))
                .satisfies(e -> assertThat(NetworkFault.of(e).words()).isEqualTo("no byte came in time"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_file_that_is_not_what_it_was_never_goes_out_whole(boolean tls) throws Exception {
        if (tls) {
            tls(Protocol.HTTP_1_1);
        }
        server.enqueue(new MockResponse.Builder().body("never").build());
        server.start();
        Stretch changed = new Stretch(file, SIZE);
        changed.whole = false;

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> put(client(Duration.ofSeconds(5)), server.url("/"), changed))
                .withMessage("it changed");
        arrivesBroken();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_file_that_ends_too_early_is_no_fault_of_the_network(boolean tls) throws Exception {
        if (tls) {
            tls(Protocol.HTTP_1_1);
        }
        server.enqueue(new MockResponse.Builder().body("never").build());
        server.start();

        assertThatExceptionOfType(EOFException.class)
                .isThrownBy(() -> put(client(Duration.ofSeconds(5)), server.url("/"), new Stretch(file, SIZE + 10)))
                .withMessageContaining("the file ends at " + SIZE);
        arrivesBroken();
    }
}
