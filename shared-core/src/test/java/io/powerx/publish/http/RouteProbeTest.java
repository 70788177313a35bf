package io.powerx.publish.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.http.RouteReport.Phase;
import io.powerx.publish.testing.DrippingServer;
import io.powerx.publish.testing.OwnCertificate;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Protocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RouteProbeTest {
    private final MockWebServer server = new MockWebServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private static HttpSettings settings(String proxy, String ca) {
        return new HttpSettings(proxy, null, ca, Duration.ofSeconds(5), Duration.ofSeconds(5));
    }

    private static RouteReport.Failure failure(RouteReport report) {
        return Objects.requireNonNull(report.failure());
    }

    @Test
    void a_refused_connection_is_a_failure_of_that_phase() throws Exception {
        RouteReport report = RouteProbe.probe(settings(null, null), URI.create("http://127.0.0.1:1"));

        assertThat(failure(report).phase()).isEqualTo(Phase.CONNECT);
        assertThat(failure(report).code()).isEqualTo(ErrorCode.NETWORK_UNREACHABLE);
        assertThat(failure(report).words()).contains("was refused");
        assertThat(report.addresses()).isNotEmpty();
    }

    @Test
    void a_name_that_does_not_exist_is_not_resolved() throws Exception {
        RouteReport report = RouteProbe.probe(settings(null, null), URI.create("https://market.invalid"));

        assertThat(failure(report).phase()).isEqualTo(Phase.RESOLVE);
        assertThat(failure(report).words()).contains("market.invalid");
        assertThat(report.addresses()).isEmpty();
    }

    @Test
    void a_proxy_that_does_not_exist_fails_instead_of_the_server() throws Exception {
        RouteReport report =
                RouteProbe.probe(settings("http://proxy.invalid:3128", null), URI.create("https://market.invalid"));

        assertThat(report.proxy()).isEqualTo("proxy.invalid:3128");
        assertThat(failure(report).phase()).isEqualTo(Phase.RESOLVE);
        assertThat(failure(report).words()).contains("proxy.invalid");
    }

    @Test
    void the_certificate_of_a_server_that_is_not_trusted_is_shown() throws Exception {
        OwnCertificate.on(server, Protocol.HTTP_1_1);
        server.start();

        RouteReport report =
                RouteProbe.probe(settings(null, null), server.url("/").uri());

        assertThat(failure(report).phase()).isEqualTo(Phase.SECURE);
        assertThat(failure(report).code()).isEqualTo(ErrorCode.TLS_FAILED);
        assertThat(Objects.requireNonNull(failure(report).presented()).expires())
                .isAfter(Instant.now());
        assertThat(failure(report).presented().issuer()).startsWith("CN=");
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void an_authority_of_the_bundle_makes_a_server_trusted() throws Exception {
        String ca = OwnCertificate.on(server, Protocol.HTTP_1_1);
        server.enqueue(new MockResponse.Builder()
                .code(401)
                .addHeader("Date", "Sat, 28 Nov 2026 10:00:00 GMT")
                .build());
        server.start();

        RouteReport report =
                RouteProbe.probe(settings(null, ca), server.url("/").uri());

        assertThat(report.failure()).isNull();
        assertThat(report.status()).isEqualTo(401);
        assertThat(report.serverTime()).isEqualTo(Instant.parse("2026-11-28T10:00:00Z"));
        assertThat(Objects.requireNonNull(report.tls()).version()).startsWith("TLSv1.");
        assertThat(report.tls().byBundle()).isTrue();
        assertThat(server.takeRequest().getHeaders().get("Authorization")).isNull();
    }

    @Test
    @Timeout(120)
    void a_server_that_never_completes_its_reply_is_given_up() throws Exception {
        try (DrippingServer dripping = new DrippingServer("HTTP/1.1 200 OK\r\n", "x")) {
            RouteReport report =
                    RouteProbe.probe(settings(null, null), URI.create("http://127.0.0.1:" + dripping.port()));

            assertThat(failure(report).phase()).isEqualTo(Phase.REPLY);
        }
    }
}
