package io.powerx.publish.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.secret.Secret;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** W3C Trace Context, version 00. */
class TraceContextTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void each_request_has_the_traceparent_header() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder()
                    .body("{\"publishId\":\"p\",\"versionId\":\"v\",\"status\":\"uploaded\"}")
                    .build());
            try (HttpMarketplace marketplace = HttpMarketplace.builder(
                            server.url("/").uri(), () -> Secret.of("t"))
                    .trace(TraceContext.of(PARENT).orElseThrow())
                    .build()) {
                marketplace.get("p");
            }

            assertThat(server.takeRequest().getHeaders().get("traceparent")).isEqualTo(PARENT);
        }
    }

    @Test
    void a_recorded_request_is_sent_with_its_own_span_and_the_state_of_the_trace() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.start();
            server.enqueue(new MockResponse.Builder()
                    .body("{\"publishId\":\"p\",\"versionId\":\"v\",\"status\":\"uploaded\"}")
                    .build());
            TraceContext build = TraceContext.of(PARENT, "vendor=1").orElseThrow();
            try (HttpMarketplace marketplace = HttpMarketplace.builder(
                            server.url("/").uri(), () -> Secret.of("t"))
                    .trace(build.below("1111111111111111"))
                    .build()) {
                marketplace.get("p");
            }

            var headers = server.takeRequest().getHeaders();
            assertThat(headers.get("tracestate")).isEqualTo("vendor=1");
            assertThat(headers.get("traceparent"))
                    .isEqualTo(
                            "00-" + build.traceId() + "-" + TraceContext.spanOf(headers.get("X-Request-ID")) + "-01");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vendor=1\r\nAuthorization: mine", "vendor=\u00e4"})
    void a_state_that_cannot_be_a_header_is_left_out(String state) {
        assertThat(TraceContext.of(PARENT, state))
                .hasValueSatisfying(trace -> assertThat(trace.tracestate()).isNull());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "yes",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\nAuthorization: mine"
            })
    void a_malformed_traceparent_is_ignored(String value) {
        assertThat(TraceContext.of(value)).isEmpty();
    }
}
