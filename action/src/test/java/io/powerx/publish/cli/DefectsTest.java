package io.powerx.publish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.cli.host.Host;
import io.powerx.publish.cli.report.SentryReceiver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Defects of the program outside of the work of a command, for which a heap that is too small stands in practice. */
class DefectsTest {
    @TempDir
    private Path root;

    private final Map<String, String> environment = new HashMap<>();
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-29T08:00:00Z"), ZoneOffset.UTC);

    @BeforeEach
    void createHome() throws IOException {
        Files.createDirectories(home());
    }

    private Path home() {
        return root.resolve("home");
    }

    private Shell.Outcome run(Map<String, String> variables, Clock time, Duration reportLimit, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = new PxPlugin(new Host(
                        variables,
                        root,
                        home(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false,
                        time,
                        null,
                        "px-plugin",
                        reportLimit,
                        () -> StandardCharsets.UTF_8))
                .run(arguments);
        return new Shell.Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void a_defect_before_the_command_is_an_internal_error_with_a_document() throws IOException {
        Clock broken = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                throw new OutOfMemoryError("Java heap space");
            }
        };

        Shell.Outcome publish = run(environment, broken, Shell.PATIENT, "publish", "--json");

        assertThat(publish.exitCode()).as(publish.err()).isEqualTo(1);
        JsonNode error = publish.onlyDocument().path("error");
        assertThat(error.path("code").asText()).isEqualTo("internal_error");
        assertThat(error.path("message").asText()).contains("there was not enough memory");
        assertThat(publish.err()).contains("[internal_error]").doesNotContain("\tat ");
    }

    @Test
    void a_defect_of_the_reports_before_a_command_is_the_end_of_its_audit_entries() throws IOException {
        Map<String, String> broken = new HashMap<>(environment) {
            @Override
            public String get(Object name) {
                if ("TRACEPARENT".equals(name)) {
                    throw new IllegalStateException("broken");
                }
                return super.get(name);
            }
        };

        Shell.Outcome publish;
        try (SentryReceiver sentry = new SentryReceiver()) {
            broken.put("SENTRY_DSN", sentry.dsn());

            publish = run(broken, clock, Shell.PATIENT, "publish", "--json");

            assertThat(sentry.bodies).hasSize(1);
        }

        assertThat(publish.exitCode()).as(publish.err()).isEqualTo(1);
        assertThat(publish.onlyDocument().at("/error/code").asText()).isEqualTo("internal_error");
        assertThat(audited()).anyMatch(line -> line.contains("\"publish.started\""));
        assertThat(audited())
                .filteredOn(line -> line.contains("\"publish.failed\""))
                .singleElement()
                .asString()
                .contains("internal_error");
    }

    @Test
    void a_defect_of_the_reports_after_a_command_does_not_change_its_outcome() throws IOException {
        // given reports that cannot be waited for
        Duration broken = null;

        Shell.Outcome publish = run(
                Map.of("PX_METRICS_PUSHGATEWAY", "http://127.0.0.1:1"),
                clock,
                broken,
                "publish",
                "--json",
                "--no-telemetry",
                "--project",
                "nowhere",
                "--api-url",
                "https://m.example");

        assertThat(publish.exitCode()).as(publish.err()).isEqualTo(2);
        assertThat(publish.onlyDocument().at("/error/code").asText()).isEqualTo("project_not_found");
        assertThat(publish.err()).contains("The reports on this run are incomplete");
        assertThat(audited())
                .filteredOn(line -> line.contains("\"publish.failed\""))
                .hasSize(1);
    }

    private Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> audited() throws IOException {
        try (Stream<Path> files = Files.list(home().resolve(".powerx-plugin/audit"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .flatMap(this::lines)
                    .toList();
        }
    }
}
