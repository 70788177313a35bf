package io.powerx.publish.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.http.AllowedAddresses;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.marketplace.Publish;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.testing.DrippingServer;
import io.powerx.publish.testing.Events;
import io.powerx.publish.testing.FakeTime;
import io.powerx.publish.testing.FirstReply;
import io.powerx.publish.testing.OwnCertificate;
import io.powerx.publish.testing.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Network faults while a part is sent. */
class UploadWireTest {
    private static final SocketEffect CUT = new SocketEffect.CloseSocket();
    private static final SocketEffect HALF_CLOSED = new SocketEffect.CloseSocket(false, false, true);
    private static final HttpSettings IMPATIENT = stallingAfter(Duration.ofSeconds(1));

    private final FakeTime time = new FakeTime();
    private final Events events = new Events();
    private final MockWebServer server = new MockWebServer();

    @TempDir
    private Path folder;

    private PackedArtifact plugin;

    @BeforeEach
    void file() {
        plugin = Samples.file(folder, "a.pxp", 3_000_000, 1);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static HttpSettings stallingAfter(Duration stall) {
        return new HttpSettings(null, null, null, Duration.ofMillis(100), stall);
    }

    private static MockResponse.Builder stored() {
        return new MockResponse.Builder().addHeader("ETag", "\"e\"");
    }

    private UploadSummary upload(HttpSettings http) {
        return upload(http, server.getPort());
    }

    private UploadSummary upload(HttpSettings http, int port) {
        UploadControl control = new UploadControl() {
            @Override
            public List<Publish.Upload> renew() {
                throw new AssertionError("nothing has expired");
            }

            @Override
            public void stored(String artifact, int part, String etag, String sha256) {}

            @Override
            public void event(PublishEvent event) {
                events.on(event);
            }
        };
        String url = server.url("/bucket/a.pxp?X-Amz-Signature=canary")
                .newBuilder()
                .port(port)
                .build()
                .toString();
        Publish.Upload upload = new Publish.Upload(
                "a.pxp",
                null,
                "single",
                null,
                null,
                null,
                null,
                List.of(new Publish.Part(1, url, Map.of(), false, null, null)));
        return new Uploader(time.timing(), RetrySettings.DEFAULT)
                .upload(
                        new UploadOrder(
                                List.of(plugin), List.of(upload), AllowedAddresses.ALL, UploadSettings.DEFAULT, http),
                        control);
    }

    private void firstThen(MockResponse receiving, MockResponse first, MockResponse others) throws IOException {
        server.setDispatcher(new FirstReply(events, receiving, first, others));
        server.start();
    }

    static Stream<Arguments> breaks() {
        return Stream.of(
                Arguments.of("before the request", stored().onRequestStart(CUT)),
                Arguments.of("in the request's body", stored().onRequestBody(CUT)),
                Arguments.of("before the reply", stored().onResponseStart(CUT)),
                Arguments.of("half-closed before the reply", stored().onResponseStart(HALF_CLOSED)),
                Arguments.of("in the reply", stored().body("x".repeat(1000)).onResponseBody(CUT)));
    }

    static Stream<Arguments> stalls() {
        return Stream.of(
                Arguments.of("in the request", stored().onRequestBody(SocketEffect.Stall.INSTANCE)),
                Arguments.of("before the reply", stored().onResponseStart(SocketEffect.Stall.INSTANCE)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("breaks")
    void after_a_broken_connection_the_whole_part_is_sent_again(String where, MockResponse.Builder broken)
            throws Exception {
        // given
        firstThen(broken.build(), broken.build(), stored().build());

        // when
        upload(HttpSettings.DEFAULT);

        // then
        assertThat(events.retries()).isEqualTo(1);
        assertThat(events.attempts())
                .extracting(PublishEvent.RequestAttempt::status)
                .containsExactly(0, 200);
        assertWhole(lastRequest());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stalls")
    void after_a_stalled_connection_the_whole_part_is_sent_again(String where, MockResponse.Builder stalled)
            throws Exception {
        // given
        firstThen(stalled.build(), stalled.build(), stored().build());

        // when
        upload(IMPATIENT);

        // then with one more attempt, unless the machine itself stalls
        assertThat(events.attempts())
                .extracting(PublishEvent.RequestAttempt::status)
                .startsWith(0)
                .endsWith(200);
        assertWhole(lastRequest());
    }

    private RecordedRequest lastRequest() throws InterruptedException {
        RecordedRequest last = null;
        for (RecordedRequest next = server.takeRequest(0, TimeUnit.SECONDS);
                next != null;
                next = server.takeRequest(0, TimeUnit.SECONDS)) {
            last = next;
        }
        return last;
    }

    private void assertWhole(RecordedRequest last) throws IOException {
        assertThat(last.getBody().toByteArray()).isEqualTo(Files.readAllBytes(Path.of(plugin.file())));
        assertThat(last.getHeaders().get("Transfer-Encoding")).isNull();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void after_a_reply_that_never_completes_the_part_is_sent_again(boolean tls) throws Exception {
        // given a reply that sends a byte before each timeout, and never ends
        MockResponse dripping = stored().body("x".repeat(10_000))
                .throttleBody(1, 200, TimeUnit.MILLISECONDS)
                .build();
        HttpSettings patient = stallingAfter(Duration.ofSeconds(2));
        HttpSettings http = tls ? tls(patient) : patient;
        firstThen(stored().build(), dripping, stored().build());

        // then with one more attempt, unless the machine itself stalls
        upload(http);
        assertThat(events.retries()).isPositive();
        assertThat(events.attempts().get(0).outcome()).contains("the server did not complete its reply in time");
    }

    @Test
    void a_tls_handshake_that_never_completes_ends_the_upload() throws Exception {
        // given a stall timeout that only a server exceeds that sends nothing
        HttpSettings impatient = stallingAfter(Duration.ofMillis(1500));
        OwnCertificate.on(server, Protocol.HTTP_1_1);
        server.start();
        try (DrippingServer dripping = new DrippingServer("\u0016\u0003\u0003@\u0000", "\u0000")) {
            PublishException e = catchThrowableOfType(PublishException.class, () -> upload(impatient, dripping.port()));

            assertThat(e.code()).isEqualTo(ErrorCode.SERVER_UNAVAILABLE);
            assertThat(dripping.connections()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_broken_tls_handshake_or_damaged_record_is_retried(Relay.Mischief mischief) throws Exception {
        // given
        HttpSettings http = tls(HttpSettings.DEFAULT);
        server.setDispatcher(always(stored().build()));
        server.start();
        try (Relay relay = new Relay(server.getPort(), mischief)) {
            // when
            upload(http, relay.port());

            // then
            assertThat(events.retries()).isEqualTo(1);
        }
    }

    private HttpSettings tls(HttpSettings settings) {
        String pem = OwnCertificate.on(server, Protocol.HTTP_1_1);
        return new HttpSettings(null, null, pem, settings.connectTimeout(), settings.stallTimeout());
    }

    private static Dispatcher always(MockResponse reply) {
        return new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return reply;
            }
        };
    }

    @Test
    void a_store_with_an_unknown_certificate_is_tried_once() throws Exception {
        // given
        OwnCertificate.on(server, Protocol.HTTP_1_1);
        server.start();

        // when
        PublishException e = catchThrowableOfType(PublishException.class, () -> upload(HttpSettings.DEFAULT));

        // then
        assertThat(e.code()).isEqualTo(ErrorCode.TLS_FAILED);
        assertThat(events.attempts()).hasSize(1);
        assertThat(e).hasMessageNotContaining("canary");
    }

    @Test
    void an_interrupt_ends_an_upload_that_hangs() throws Exception {
        // given an upload whose reply never comes
        CountDownLatch arrived = new CountDownLatch(1);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                arrived.countDown();
                return stored().onResponseStart(SocketEffect.Stall.INSTANCE).build();
            }
        });
        server.start();
        HttpSettings endless = stallingAfter(Duration.ofHours(1));
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread uploading =
                new Thread(() -> thrown.set(catchThrowableOfType(PublishException.class, () -> upload(endless))));
        uploading.start();
        arrived.await();

        // when
        uploading.interrupt();
        uploading.join(120_000);

        // then long before the stall timeout
        assertThat(thrown.get()).isInstanceOfSatisfying(PublishException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.INTERRUPTED));
    }
}
