package io.powerx.publish.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.config.Channel;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent.RequestAttempt;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.testing.Events;
import io.powerx.publish.testing.FakeTime;
import io.powerx.publish.testing.FirstReply;
import io.powerx.publish.testing.OwnCertificate;
import io.powerx.publish.testing.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Network faults on the JSON routes. */
class MarketplaceWireTest {
    private static final String PUBLISH =
            "{\"publishId\":\"p\",\"versionId\":\"v\",\"status\":\"awaiting_upload\",\"uploads\":[]}";
    private static final String REVIEW = "{\"reviewQueueId\":\"q\",\"versionId\":\"v\",\"status\":\"queued\","
            + "\"nextCheckAt\":\"2026-03-01T13:00:00Z\"}";
    private static final String VERSION =
            "{\"versionId\":\"v\",\"version\":\"1.0.0\",\"channel\":\"stable\",\"status\":\"queued\"}";
    /** For servers that stall. If the machine stalls as well, there are some more attempts. */
    private static final HttpSettings IMPATIENT =
            new HttpSettings(null, null, null, Duration.ofMillis(100), Duration.ofMillis(900));

    private static final Set<String> SLOW = Set.of("stalled before the reply", "stalled in the reply", "dripping");

    private final FakeTime time = new FakeTime();
    private final Events events = new Events();
    private final MockWebServer server = new MockWebServer();
    private HttpMarketplace marketplace;

    @TempDir
    private Path folder;

    /** A route of the contract with a call and a valid reply. */
    private record Call(String answer, BiConsumer<HttpMarketplace, Path> act) {}

    private static Map<String, Call> calls() {
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put(
                "registerPublish",
                new Call(
                        PUBLISH,
                        (there, folder) -> there.register(
                                Samples.request("1.0.0", Samples.file(folder, "note-1.0.0.pxp", 100, 1)))));
        calls.put("getPublish", new Call(PUBLISH, (there, folder) -> there.get("p")));
        calls.put("renewUploads", new Call(PUBLISH, (there, folder) -> there.renew("p", List.of())));
        calls.put(
                "completeUploads",
                new Call(PUBLISH, (there, folder) -> there.complete("p", new CompleteRequest(List.of()))));
        calls.put(
                "submitReview",
                new Call(REVIEW, (there, folder) -> there.submit("v", new ReviewRequest("p", null, null, null))));
        calls.put("getReview", new Call(REVIEW, (there, folder) -> there.review("v")));
        calls.put("withdraw", new Call(VERSION, (there, folder) -> there.changeStatus("v", "withdrawn", "wrong")));
        calls.put(
                "listVersions",
                new Call(
                        "{\"items\":[" + VERSION + "]}",
                        (there, folder) -> there.versions(Samples.PLUGIN, Channel.STABLE)));
        calls.put(
                "preflight",
                new Call(
                        "{\"permitted\":true,\"version\":\"free\",\"dependencies\":[]}",
                        (there, folder) -> there.preflight(
                                new PreflightRequest(Samples.PLUGIN, "1.0.0", Channel.STABLE, null, List.of()))));
        return calls;
    }

    private static Map<String, Function<String, MockResponse>> faults() {
        Map<String, Function<String, MockResponse>> faults = new LinkedHashMap<>();
        faults.put("reset before the request", answer -> json(answer)
                .onRequestStart(new SocketEffect.CloseSocket())
                .build());
        faults.put("reset before the reply", answer -> json(answer)
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        faults.put("reset in the reply", answer -> json(answer)
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());
        faults.put("half-closed", answer -> json(answer)
                .onResponseStart(new SocketEffect.CloseSocket(false, false, true))
                .build());
        faults.put("stalled before the reply", answer -> json(answer)
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build());
        faults.put("stalled in the reply", answer -> json(answer)
                .onResponseBody(SocketEffect.Stall.INSTANCE)
                .build());
        faults.put("dripping", answer -> json(answer)
                .throttleBody(1, 200, TimeUnit.MILLISECONDS)
                .build());
        faults.put("cut JSON", answer -> json(answer.substring(0, answer.length() / 2))
                .build());
        faults.put("a refusal cut in the middle", answer -> new MockResponse.Builder()
                .code(409)
                .addHeader("Content-Type", "application/problem+json")
                .body("{\"type\":\"t\",\"title\":\"taken\",\"sta")
                .build());
        return faults;
    }

    private static MockResponse.Builder json(String body) {
        return new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body(body);
    }

    static Stream<Arguments> faultsOnRoutes() {
        return calls().keySet().stream()
                .flatMap(route -> faults().keySet().stream().map(fault -> Arguments.of(route, fault)));
    }

    @AfterEach
    void stop() {
        if (marketplace != null) {
            marketplace.close();
        }
        server.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faultsOnRoutes")
    void a_network_fault_is_retried_and_reported(String route, String name) throws Exception {
        // given
        Call call = calls().get(route);
        firstThen(
                faults().get(name).apply(call.answer()),
                json(call.answer()).build(),
                SLOW.contains(name) ? IMPATIENT : HttpSettings.DEFAULT);

        // when
        call.act().accept(marketplace, folder);

        // then
        assertThat(events.attempts())
                .hasSizeGreaterThanOrEqualTo(2)
                .extracting(RequestAttempt::requestId)
                .doesNotHaveDuplicates();
        assertThat(events.retries()).isEqualTo(events.attempts().size() - 1);
    }

    @Test
    void an_unknown_certificate_is_not_retried() throws Exception {
        // given
        OwnCertificate.on(server, Protocol.HTTP_2, Protocol.HTTP_1_1);
        firstThen(json(PUBLISH).build(), json(PUBLISH).build(), HttpSettings.DEFAULT);

        // when
        PublishException e = catchThrowableOfType(PublishException.class, () -> marketplace.get("p"));

        // then
        assertThat(e.code()).isEqualTo(ErrorCode.TLS_FAILED);
        assertThat(events.attempts()).hasSize(1);
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void a_refusal_that_stays_damaged_is_reported_by_its_status() throws Exception {
        MockResponse damaged = new MockResponse.Builder()
                .code(409)
                .addHeader("Content-Type", "application/problem+json")
                .body("{\"code\":\"version_conf")
                .build();
        firstThen(damaged, damaged, HttpSettings.DEFAULT);

        PublishException e = catchThrowableOfType(PublishException.class, () -> marketplace.get("p"));

        assertThat(e.code()).isEqualTo(ErrorCode.STATE_REFUSED);
        assertThat(events.attempts()).hasSize(3);
    }

    /** Replies to the first attempt and to the others. Counts attempts, because the server does not record incomplete requests. */
    private void firstThen(MockResponse first, MockResponse others, HttpSettings http) throws Exception {
        // Only the reply is slow: the server would otherwise read the request just as slowly.
        MockResponse receiving = first.newBuilder()
                .throttleBody(Long.MAX_VALUE, 1, TimeUnit.SECONDS)
                .build();
        server.setDispatcher(new FirstReply(events, receiving, first, others));
        server.start();
        marketplace = HttpMarketplace.builder(server.url("/").uri(), () -> Secret.of("t"))
                .timing(time.timing())
                .http(http)
                .listener(events)
                .build();
    }
}
