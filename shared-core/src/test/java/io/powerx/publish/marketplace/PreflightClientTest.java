package io.powerx.publish.marketplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.config.Channel;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.RetrySettings;
import io.powerx.publish.json.Json;
import io.powerx.publish.marketplace.PreflightReply.DependencyState;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.testing.FakeTime;
import java.time.Instant;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreflightClientTest {
    private static final PreflightRequest REQUEST = new PreflightRequest(
            "com.x.note", "1.2.0", Channel.BETA, null, List.of(new PreflightRequest.Dependency("com.x.crm", "^1.0.0")));

    private final FakeTime time = new FakeTime();
    private final MockWebServer server = new MockWebServer();
    private HttpMarketplace marketplace;

    @BeforeEach
    void start() throws Exception {
        server.start();
        marketplace = HttpMarketplace.builder(server.url("/").uri(), () -> Secret.of("t"))
                .timing(time.timing())
                .retry(RetrySettings.BRIEF)
                .build();
    }

    @AfterEach
    void stop() {
        marketplace.close();
        server.close();
    }

    private void answer(int status, String json) {
        server.enqueue(new MockResponse.Builder().code(status).body(json).build());
    }

    private PreflightReply replyTo(String json) {
        answer(200, json);
        return marketplace.preflight(REQUEST).orElseThrow();
    }

    private PublishException failure() {
        return catchThrowableOfType(PublishException.class, () -> marketplace.preflight(REQUEST));
    }

    @Test
    void the_request_has_what_the_contract_declares_and_omits_what_is_unknown() throws Exception {
        replyTo("{\"permitted\":true,\"version\":\"free\",\"dependencies\":[]}");

        RecordedRequest sent = server.takeRequest();
        JsonNode body = Json.mapper().readTree(sent.getBody().utf8());
        assertThat(sent.getMethod() + " " + sent.getUrl().encodedPath()).isEqualTo("POST /api/marketplace/preflight");
        assertThat(body.toString())
                .isEqualTo("{\"pluginId\":\"com.x.note\",\"version\":\"1.2.0\",\"channel\":\"beta\","
                        + "\"dependencies\":[{\"id\":\"com.x.crm\",\"range\":\"^1.0.0\"}]}");
    }

    @Test
    void a_complete_reply_is_read() {
        PreflightReply reply = replyTo(
                "{\"permitted\":false,\"version\":\"lower\",\"newest\":{\"version\":\"2.0.0\"},\"limitBytes\":1000,"
                        + "\"dependencies\":[{\"id\":\"com.x.crm\",\"state\":\"no_version_in_range\",\"newest\":\"0.9.0\"}],"
                        + "\"time\":\"2026-02-02T12:00:00+01:00\"}");

        assertThat(reply)
                .isEqualTo(new PreflightReply(
                        false,
                        PreflightReply.State.LOWER,
                        "2.0.0",
                        List.of(new DependencyState("com.x.crm", true, false, "0.9.0")),
                        1000L,
                        Instant.parse("2026-02-02T11:00:00Z")));
    }

    @Test
    void invalid_versions_and_dependencies_that_were_not_requested_are_dropped() {
        PreflightReply reply = replyTo("{\"permitted\":true,\"version\":\"free\","
                + "\"newest\":{\"version\":\"\\u001b[31m<script>\"},\"limitBytes\":\"many\",\"time\":\"noon\","
                + "\"dependencies\":[{\"id\":\"com.evil\",\"state\":\"unknown_plugin\"},7,"
                + "{\"id\":\"com.x.crm\",\"state\":\"asleep\"},"
                + "{\"id\":\"com.x.crm\",\"state\":\"unknown_plugin\",\"newest\":\"\\u202e\"}]}");

        assertThat(reply)
                .isEqualTo(new PreflightReply(
                        true,
                        PreflightReply.State.FREE,
                        null,
                        List.of(new DependencyState("com.x.crm", false, false, null)),
                        null,
                        null));
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405, 501})
    void a_server_without_the_route_offers_no_preflight(int status) {
        answer(status, "");

        assertThat(marketplace.preflight(REQUEST)).isEmpty();
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"401, UNAUTHORIZED", "403, MISSING_PERMISSION", "400, VALIDATION_FAILED"})
    void a_refusal_is_an_error(int status, ErrorCode code) {
        answer(status, "{\"code\":\"\"}");

        assertThat(failure().code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\":\"free\",\"dependencies\":[]}",
                "{\"permitted\":\"true\",\"version\":\"free\"}",
                "{\"permitted\":true}",
                "{\"permitted\":true,\"version\":\"vacant\"}",
                "{\"permitted\":true,\"version\":\"free\",\"dependencies\":{}}"
            })
    void a_reply_that_does_not_conform_to_the_contract_is_not_guessed(String json) {
        for (int attempt = 0; attempt < 3; attempt++) {
            answer(200, json);
        }

        assertThat(failure().code()).isEqualTo(ErrorCode.CONTRACT_VIOLATED);
    }

    @Test
    void a_server_that_is_down_is_asked_three_times_within_seconds() {
        Instant start = time.instant();
        for (int attempt = 0; attempt < 5; attempt++) {
            server.enqueue(new MockResponse.Builder()
                    .code(503)
                    .addHeader("Retry-After", "3600")
                    .build());
        }

        assertThat(failure().code()).isIn(ErrorCode.SERVER_UNAVAILABLE, ErrorCode.DEADLINE_EXCEEDED);
        assertThat(server.getRequestCount()).isLessThanOrEqualTo(3);
        assertThat(time.instant()).isBefore(start.plusSeconds(16));
    }
}
