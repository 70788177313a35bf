package io.powerx.publish.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.config.Channel;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent.RequestAttempt;
import io.powerx.publish.http.AllowedAddresses;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.pack.PackedArtifact;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.testing.ContractServer;
import io.powerx.publish.testing.Events;
import io.powerx.publish.testing.FakeTime;
import io.powerx.publish.testing.Fault;
import io.powerx.publish.testing.RecordingControl;
import io.powerx.publish.testing.Samples;
import io.powerx.publish.upload.UploadOrder;
import io.powerx.publish.upload.UploadSettings;
import io.powerx.publish.upload.UploadSummary;
import io.powerx.publish.upload.Uploader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Server errors on each route: nothing may be lost or registered twice. */
class MarketplaceFaultsTest {
    private static final List<String> ROUTES = List.of(
            "registerPublish",
            "getPublish",
            "renewUploads",
            "uploadPart",
            "completeUploads",
            "submitReview",
            "getReview",
            "withdraw",
            "listVersions");

    private final FakeTime time = new FakeTime();
    private final Events events = new Events();
    private final ContractServer server = ContractServer.start(time);
    private final HttpMarketplace marketplace = HttpMarketplace.builder(
                    server.url(), () -> Secret.of(ContractServer.TOKEN))
            .timing(time.timing())
            .listener(events)
            .build();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        marketplace.close();
        server.close();
    }

    static Stream<Arguments> passingFaults() {
        Map<String, Fault> faults = Map.ofEntries(
                Map.entry("408", Fault.status(408)),
                Map.entry("429", Fault.status(429)),
                Map.entry("429 with seconds", Fault.retryAfter(429, "7")),
                Map.entry("500", Fault.status(500)),
                Map.entry("502 in HTML", Fault.html(502)),
                Map.entry("503", Fault.status(503)),
                Map.entry("503 with a date", Fault.retryAfter(503, "Sun, 01 Mar 2026 12:00:09 GMT")),
                Map.entry("504", Fault.status(504)),
                Map.entry("lost request", Fault.lostRequest()),
                Map.entry("lost reply", Fault.lostReply()),
                Map.entry("cut reply", Fault.cutReply()));
        return ROUTES.stream().flatMap(route -> faults.entrySet().stream()
                .map(fault -> Arguments.of(route, fault.getKey(), fault.getValue())));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("passingFaults")
    void a_fault_that_passes_leaves_one_version_and_one_review_entry(String route, String name, Fault fault) {
        // given
        server.fail(route, fault, fault);

        // when
        RecordingControl control = publishAndAskAround();

        // then
        assertThat(server.state().publishes()).isEqualTo(1);
        assertThat(server.state().reviewEntries()).isEqualTo(1);
        assertThat(server.violations()).isEmpty();
        List<RequestAttempt> attempts = Stream.concat(events.attempts().stream(), control.events().attempts().stream())
                .filter(attempt -> attempt.operation().equals(route))
                .toList();
        assertThat(attempts).filteredOn(attempt -> attempt.nextDelay() != null).hasSize(2);
        assertThat(events.retries()).isEqualTo(route.equals("uploadPart") ? 0 : 2);
        assertThat(attempts)
                .extracting(RequestAttempt::requestId)
                .containsExactlyInAnyOrderElementsOf(server.seen(route).stream()
                        .map(seen -> seen.header("X-Request-ID"))
                        .toList());
    }

    static Stream<Arguments> jsonRoutes() {
        return ROUTES.stream().filter(route -> !route.equals("uploadPart")).map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("jsonRoutes")
    void a_request_with_a_truncated_reply_is_repeated(String route) {
        server.fail(route, Fault.truncatedReply());

        publishAndAskAround();

        assertThat(server.state().publishes()).isEqualTo(1);
        assertThat(server.state().reviewEntries()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("jsonRoutes")
    void a_login_page_instead_of_json_is_a_protocol_error(String route) {
        server.fail(route, Fault.html(200), Fault.html(200), Fault.html(200));

        PublishException e = failure(this::publishAndAskAround);

        assertThat(e.code()).isEqualTo(ErrorCode.PROTOCOL_ERROR);
        assertThat(e.found()).contains("is not JSON");
        assertThat(e.requestId()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"getPublish", "renewUploads", "completeUploads"})
    void a_reply_about_another_publish_violates_the_contract(String route) {
        // given a cache that mixes up two publishes
        String other = "{\"publishId\":\"pub-other\",\"versionId\":\"v\",\"status\":\"uploaded\",\"uploads\":[]}";
        Map<String, String> headers = Map.of("Content-Type", "application/json");
        Fault[] mixedUp = Stream.generate(() -> new Fault(Fault.Kind.ANSWER, false, 200, headers, other))
                .limit(50)
                .toArray(Fault[]::new);
        server.fail(route, mixedUp);

        // when
        PublishException e = catchThrowableOfType(PublishException.class, this::publishAndAskAround);

        // then
        assertThat(e.code()).isEqualTo(ErrorCode.CONTRACT_VIOLATED);
        assertThat(e.found()).contains("is about another publish");
        assertThat(server.state().reviewEntries()).isZero();
    }

    @Test
    void an_oversized_reply_is_a_protocol_error() {
        Fault flood = Fault.problem(200, "{\"items\":[\"" + "x".repeat(9 << 20) + "\"]}");
        server.fail("listVersions", flood, flood, flood);

        PublishException e = failure(() -> marketplace.versions(Samples.PLUGIN, Channel.STABLE));

        assertThat(e.code()).isEqualTo(ErrorCode.PROTOCOL_ERROR);
        assertThat(e.found()).contains("larger than");
    }

    @ParameterizedTest
    @MethodSource("jsonRoutes")
    void a_redirect_to_another_host_is_not_followed_with_the_token(String route) {
        // given another server that records its requests
        try (ContractServer other = ContractServer.start(time)) {
            server.fail(route, Fault.redirect(other.url() + "/api/marketplace/steal?session=canary"));

            // when
            PublishException e = failure(this::publishAndAskAround);

            // then
            assertThat(e.code()).isEqualTo(ErrorCode.PROTOCOL_ERROR);
            assertThat(e.getMessage()).contains("a redirect to 127.0.0.1").doesNotContain("canary");
            assertThat(other.seen()).isEmpty();
        }
    }

    @Test
    void a_read_follows_a_redirect_on_the_same_server() {
        server.fail("getReview", Fault.redirect("/api/marketplace/plugins/ver-1/review"));

        publishAndAskAround();

        assertThat(server.seen("getReview")).hasSize(2);
    }

    @Test
    void a_server_that_stays_unavailable_ends_the_publish_with_its_own_code() {
        Fault[] down = Stream.generate(() -> Fault.status(503)).limit(20).toArray(Fault[]::new);
        server.fail("registerPublish", down);

        PublishException e = failure(this::publishAndAskAround);

        assertThat(e.code()).isEqualTo(ErrorCode.SERVER_UNAVAILABLE);
        assertThat(server.seen()).hasSize(RetrySettings.DEFAULT.maxAttempts());
    }

    @Test
    void a_refused_connection_is_a_network_error() {
        try (HttpMarketplace nowhere = HttpMarketplace.builder(
                        java.net.URI.create("http://127.0.0.1:1"), () -> Secret.of("t"))
                .timing(time.timing())
                .listener(events)
                .build()) {
            PublishException e = failure(() -> nowhere.get("pub-1"));

            assertThat(e.code()).isEqualTo(ErrorCode.NETWORK_UNREACHABLE);
            assertThat(e.found()).contains("the connection to 127.0.0.1:1 was refused");
            assertThat(events.attempts()).hasSize(3);
        }
    }

    @Test
    void an_unknown_host_name_is_a_network_error() {
        try (HttpMarketplace nowhere = HttpMarketplace.builder(
                        java.net.URI.create("https://market.invalid"), () -> Secret.of("t"))
                .timing(time.timing())
                .build()) {
            PublishException e = failure(() -> nowhere.get("pub-1"));

            assertThat(e.code()).isEqualTo(ErrorCode.NETWORK_UNREACHABLE);
            assertThat(e.found()).contains("the host name market.invalid cannot be resolved");
        }
    }

    private static PublishException failure(Supplier<?> act) {
        return catchThrowableOfType(PublishException.class, act::get);
    }

    /** Uses every route once, in the order of a publish. */
    private RecordingControl publishAndAskAround() {
        PackedArtifact plugin = Samples.file(folder, "note-1.0.0.pxp", 1000, 1);
        Publish registered =
                marketplace.register(Samples.request("1.0.0", plugin)).publish();
        RecordingControl control = new RecordingControl(marketplace, registered.publishId(), plugin);
        Publish known = marketplace.get(registered.publishId());
        UploadSummary sent = new Uploader(time.timing(), RetrySettings.DEFAULT)
                .upload(
                        new UploadOrder(
                                List.of(plugin),
                                control.renew(),
                                AllowedAddresses.ALL,
                                UploadSettings.DEFAULT,
                                HttpSettings.DEFAULT),
                        control);
        marketplace.complete(known.publishId(), Samples.complete(sent, plugin));
        marketplace.submit(known.versionId(), new ReviewRequest(known.publishId(), "please", null, null));
        marketplace.review(known.versionId());
        marketplace.versions(Samples.PLUGIN, Channel.STABLE);
        marketplace.changeStatus(known.versionId(), "review_paused", "wait");
        return control;
    }
}
