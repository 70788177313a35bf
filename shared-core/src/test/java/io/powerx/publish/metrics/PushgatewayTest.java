package io.powerx.publish.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.json.Json;
import io.powerx.publish.metrics.RunMetricTest.Outcomes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A push replaces the figures of the plugin's last publish. */
class PushgatewayTest {
    /** Long enough for a busy machine. */
    private static final Duration PATIENT = Duration.ofMinutes(2);

    @ParameterizedTest
    @CsvSource({
        "'', com.powerx.note, , /metrics/job/px-publish/plugin_id/com.powerx.note",
        "/, com.powerx.note, , /metrics/job/px-publish/plugin_id/com.powerx.note",
        "/push/gateway, com.powerx.note, , /push/gateway/metrics/job/px-publish/plugin_id/com.powerx.note",
        "'', a/b, , /metrics/job/px-publish/plugin_id@base64/YS9i",
        "'', .., , /metrics/job/px-publish/plugin_id@base64/Li4=",
        "'', '', , /metrics/job/px-publish",
        "'', com.powerx.note, early, /metrics/job/px-publish/plugin_id/com.powerx.note/target/early",
        "'', '', early, /metrics/job/px-publish/target/early",
    })
    void the_text_is_put_into_the_group_of_the_plugin_and_the_target(
            String base, String pluginId, @Nullable String target, String path) throws Exception {
        MeasuredRun run = new MeasuredRun(target, Outcomes.succeeded(pluginId));
        List<String> requests = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            requests.add(exchange.getRequestHeaders().getFirst("Content-Type"));
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        server.start();
        try {
            URI gateway = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + base);

            int status = new Pushgateway(gateway, PATIENT).push(run, HttpSettings.DEFAULT);

            assertThat(status).isEqualTo(202);
            assertThat(requests)
                    .containsExactly("PUT " + path, "text/plain; version=0.0.4", RunMetric.text(List.of(run)));
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.powerx.note", "a/b \"c\""})
    void the_real_pushgateway_serves_what_was_pushed_last_for_each_target(String pluginId) throws Exception {
        MeasuredRun run = new MeasuredRun(null, Outcomes.succeeded(pluginId));
        assumeTrue(RunMetricTest.isInstalled("prometheus-pushgateway"), "the Pushgateway is not installed");
        try (RealGateway gateway = RealGateway.start()) {
            Pushgateway pushgateway = new Pushgateway(gateway.url(), PATIENT);

            assertThat(pushgateway.push(run, HttpSettings.DEFAULT)).isEqualTo(200);
            assertThat(pushgateway.push(run, HttpSettings.DEFAULT)).isEqualTo(200);

            JsonNode groups = gateway.groups();
            assertThat(groups).hasSize(1);
            assertThat(groups.get(0).at("/labels/job").asText()).isEqualTo("px-publish");
            assertThat(groups.get(0).at("/labels/plugin_id").asText()).isEqualTo(pluginId);
            assertThat(groups.get(0)
                            .at("/plugin_publish_success/metrics/0/value")
                            .asText())
                    .isEqualTo("1");
            assertThat(groups.get(0).at("/plugin_publish_duration_seconds/type").asText())
                    .isEqualTo("GAUGE");

            for (String target : List.of("early", "main")) {
                pushgateway.push(new MeasuredRun(target, Outcomes.succeeded(pluginId)), HttpSettings.DEFAULT);
            }
            assertThat(gateway.groups())
                    .extracting(group -> group.at("/labels/target").asText())
                    .containsExactlyInAnyOrder("", "early", "main");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://pushgateway.example, ENDPOINT_INSECURE",
        "https://user:word@pushgateway.example, OPTION_INVALID",
        "https://pushgateway.example/?a=b, OPTION_INVALID",
    })
    void the_address_is_checked_like_every_other(URI gateway, ErrorCode code) {
        assertThatThrownBy(() -> new Pushgateway(gateway, PATIENT))
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void a_gateway_that_is_down_is_an_error() {
        Pushgateway unreachable = new Pushgateway(URI.create("http://127.0.0.1:1"), PATIENT);
        MeasuredRun run = new MeasuredRun(null, Outcomes.succeeded("com.powerx.note"));

        assertThatThrownBy(() -> unreachable.push(run, HttpSettings.DEFAULT)).isInstanceOf(IOException.class);
    }

    /** Debian's Pushgateway on a free port. */
    private record RealGateway(Process process, URI url) implements AutoCloseable {
        private static final Pattern LISTENING = Pattern.compile("127\\.0\\.0\\.1:([0-9]+)");

        static RealGateway start() throws IOException {
            Process process = new ProcessBuilder(
                            "prometheus-pushgateway", "--web.listen-address=127.0.0.1:0", "--persistence.file=")
                    .redirectErrorStream(true)
                    .start();
            BufferedReader log =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            for (String line = log.readLine(); line != null; line = log.readLine()) {
                Matcher port = LISTENING.matcher(line);
                if (port.find() && !port.group(1).equals("0")) {
                    return new RealGateway(process, URI.create("http://127.0.0.1:" + port.group(1)));
                }
            }
            throw new IOException("the Pushgateway ended before it listened");
        }

        JsonNode groups() throws IOException {
            try (InputStream in = url.resolve("/api/v1/metrics").toURL().openStream()) {
                return Json.mapper().readTree(in).get("data");
            }
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
