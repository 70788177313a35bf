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
