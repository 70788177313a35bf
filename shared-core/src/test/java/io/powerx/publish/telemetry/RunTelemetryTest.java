package io.powerx.publish.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.telemetry.TelemetrySink.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every run has a first and a last event, however it ends. */
class RunTelemetryTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final int PROCESSES = 3;

    private final TelemetrySink sink = new TelemetrySink();
    private final Redactor redactor = new Redactor();

    @TempDir
    private Path spool;

    @AfterEach
    void stop() {
        sink.close();
        assertThat(sink.faults).isEmpty();
    }

    private RunTelemetry begin() {
        return RunTelemetry.begin(spool, redactor, CLOCK, new EndDelay(Runs.PATIENT));
    }

    private List<String> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(spool)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .toList();
        }
    }

    @Test
    void the_events_of_a_run_share_its_id_and_are_numbered() {
        Runs.succeed(spool, sink.endpoint(), CLOCK, "1.0.0");

        assertThat(sink.accepted)
                .extracting(event -> event.get("sequence").asInt())
                .containsExactly(1, 2);
        assertThat(sink.accepted)
                .extracting(event -> event.get("name").asText())
                .containsExactly("plugin.publish.started", "plugin.publish.succeeded");
        assertThat(sink.accepted)
                .extracting(event -> event.get("runId").asText())
                .containsOnly(sink.accepted.get(0).get("runId").asText());
        JsonNode last = sink.accepted.get(1);
        assertThat(last.get("versionId").asText()).isEqualTo("ver_1");
        assertThat(last.get("reviewUrl").asText()).isEqualTo("https://m.example/versions/ver_1");
        assertThat(last.get("status").asText()).isEqualTo("queued");
    }

    @Test
    void a_run_that_fails_before_anything_is_known_is_reported_by_the_next_one() {
        try (RunTelemetry run = begin()) {
            run.failed(PublishException.of(ErrorCode.ENDPOINT_MISSING, "find the Marketplace", "there is none"));
        }
        assertThat(sink.batches).isEmpty();

        Runs.succeed(spool, sink.endpoint(), CLOCK, "1.0.0");

        JsonNode failed = sink.accepted.stream()
                .filter(event -> event.get("name").asText().equals("plugin.publish.failed"))
                .findFirst()
                .orElseThrow();
        assertThat(failed.get("errorCode").asText()).isEqualTo("endpoint_missing");
        assertThat(failed.get("errorCategory").asText()).isEqualTo("usage");
        assertThat(failed.has("pluginId")).isFalse();
        assertThat(sink.acceptedIds()).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void only_the_first_outcome_of_a_run_counts() {
        try (RunTelemetry run = begin()) {
            Runs.connect(run, sink.endpoint());
            run.succeeded(Runs.facts("1.0.0"), "queued");
            run.failed(PublishException.of(ErrorCode.WAIT_TIMEOUT, "wait", "there is no decision"));
        }

        assertThat(sink.accepted)
                .extracting(event -> event.get("name").asText())
                .containsExactly("plugin.publish.started", "plugin.publish.succeeded");
    }

    @Test
    void a_run_without_telemetry_leaves_nothing() throws IOException {
        try (RunTelemetry run = begin()) {
            assertThat(files(Spool.HELD)).hasSize(1);
            Runs.connect(run, null);
            run.failed(PublishException.of(ErrorCode.PRECHECK_FAILED, "check", "it failed"));
        }

        assertThat(files("")).isEmpty();
    }

    @Test
    void without_a_folder_the_events_are_sent_and_nothing_is_kept() {
        Runs.succeed(null, sink.endpoint(), CLOCK, "1.0.0");

        assertThat(sink.acceptedIds()).hasSize(2);
    }

    @Test
    void secrets_are_removed_before_anything_is_written() throws IOException {
        redactor.add(Secret.of("canary-4711-token"));
        try (RunTelemetry run = begin()) {
            run.update(new RunFacts(
                    "canary-4711-token",
                    "1.0.0",
                    null,
                    null,
                    "id canary-4711-token",
                    null,
                    "https://m.example/canary-4711-token",
                    null,
                    null,
                    null,
                    null,
                    null));
            for (String name : files("")) {
                assertThat(Files.readString(spool.resolve(name))).doesNotContain("canary-4711");
            }
            Runs.connect(run, sink.endpoint());
            run.failed(PublishException.of(ErrorCode.TOKEN_MISSING, "register", "no")
                    .requestId("canary-4711-token"));
        }

        assertThat(sink.accepted).hasSize(2);
        assertThat(sink.accepted.toString()).doesNotContain("canary-4711");
        assertThat(sink.accepted.get(1).has("reviewUrl")).isFalse();
    }

    @Test
    void an_interrupted_run_is_reported() {
        Thread.currentThread().interrupt();
        try (RunTelemetry run = begin()) {
            Runs.connect(run, sink.endpoint());
            run.failed(PublishException.of(ErrorCode.INTERRUPTED, "publish", "it was interrupted"));
        }

        assertThat(Thread.interrupted()).isTrue();
        assertThat(sink.accepted)
                .extracting(event -> event.path("errorCode").asText())
                .containsExactly("", "interrupted");
    }

    @Test
    void a_killed_run_is_reported_by_the_next_one_and_a_living_one_is_not() throws Exception {
        Process killed = process("wait");
        Process living = process("wait");
        try (RunTelemetry same = begin()) {
            killed.destroyForcibly().waitFor();
            assertThat(files(Spool.RUN)).hasSize(3);

            Runs.succeed(spool, sink.endpoint(), CLOCK, "1.0.0");
            Runs.succeed(spool, sink.endpoint(), CLOCK, "1.0.1");

            assertThat(files(Spool.RUN)).hasSize(2);
            assertThat(sink.acceptedIds()).hasSize(6).doesNotHaveDuplicates();
            JsonNode last = sink.accepted.stream()
                    .filter(event -> event.get("status").asText().equals("killed"))
                    .findFirst()
                    .orElseThrow();
            assertThat(last.get("name").asText()).isEqualTo("plugin.publish.failed");
            assertThat(last.get("sequence").asInt()).isEqualTo(2);
            assertThat(last.get("version").asText()).isEqualTo("killed");
            assertThat(last.get("phase").asText()).isEqualTo("upload");
            same.discard();
        } finally {
            living.destroyForcibly().waitFor();
        }
    }

    /** {@code -Dpx.telemetry.runs} is the number of runs of each process. Three of ten requests fail, with a status or without a reply. */
    @Test
    void processes_that_share_a_spool_send_each_event_once_although_the_endpoint_is_often_down() throws Exception {
        int runs = Integer.getInteger("px.telemetry.runs", 20);
        AtomicInteger requests = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        sink.behavior = batch -> {
            int number = requests.getAndIncrement();
            boolean down = number % 10 < 3;
            refused.addAndGet(down ? 1 : 0);
            return !down ? Answer.ACCEPTED : number % 2 == 0 ? Answer.of(503) : Answer.CUT;
        };
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            processes.add(process(Integer.toString(runs)));
        }
        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        sink.behavior = batch -> Answer.ACCEPTED;
        Runs.succeed(spool, sink.endpoint(), CLOCK, "last");

        assertThat(refused).hasPositiveValue();
        assertThat(sink.acceptedIds()).hasSize(2 * (PROCESSES * runs + 1)).doesNotHaveDuplicates();
        assertThat(sink.batches)
                .allSatisfy(
                        batch -> assertThat(batch.at("/source/dropped").asInt()).isZero());
        assertThat(files(Spool.EVENT)).isEmpty();
    }

    private Process process(String runs) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Runs.class.getName(),
                        spool.toString(),
                        sink.endpoint().toString(),
                        runs)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (runs.equals("wait")) {
            new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        }
        return process;
    }
}
