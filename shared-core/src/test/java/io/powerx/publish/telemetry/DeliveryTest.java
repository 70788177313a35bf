package io.powerx.publish.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.json.Json;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.telemetry.TelemetrySink.Answer;
import io.powerx.publish.testing.FakeTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events are delivered once, kept until then, and counted if they are dropped. */
class DeliveryTest {
    private final FakeTime time = new FakeTime();
    private final TelemetrySink sink = new TelemetrySink();

    @TempDir
    private Path folder;

    @AfterEach
    void stop() {
        sink.close();
        assertThat(sink.faults).isEmpty();
    }

    private Path spool() {
        return folder.resolve("home").resolve("telemetry");
    }

    private List<Path> files(String ending) {
        try (Stream<Path> files = Files.list(spool())) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void run(String version) {
        Runs.succeed(spool(), sink.endpoint(), time, version);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 204, 302, 401, 403, 404, 429, 500, 503})
    void only_202_means_delivered(int status) {
        sink.behavior = batch -> new Answer(status, status == 204 ? "" : "<html>log in</html>", null);
        run("1.0.0");
        assertThat(sink.batches).isNotEmpty();
        assertThat(files(".json")).hasSize(2);

        sink.behavior = batch -> Answer.ACCEPTED;
        run("1.0.1");

        assertThat(sink.acceptedIds()).hasSize(4).doesNotHaveDuplicates();
        assertThat(files(".json")).isEmpty();
        assertThat(sink.dropped).hasValue(0);
    }

    @Test
    void a_413_makes_the_batches_smaller_until_the_endpoint_takes_them() {
        sink.behavior = batch -> batch.get("events").size() > 10 ? Answer.of(413) : Answer.ACCEPTED;
        Runs.unsent(spool(), time, 40);

        run("2.0.0");

        assertThat(sink.acceptedIds()).hasSize(82).doesNotHaveDuplicates();
        assertThat(sink.dropped).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void an_event_that_the_endpoint_never_takes_is_dropped_alone_and_counted(int status) {
        sink.behavior = batch -> TelemetrySink.contains(batch, "1.0.7") ? Answer.of(status) : Answer.ACCEPTED;
        Runs.unsent(spool(), time, 20);

        run("2.0.0");
        run("2.0.1");

        assertThat(sink.acceptedIds()).hasSize(43).doesNotHaveDuplicates();
        assertThat(sink.dropped).hasValue(1);
        assertThat(files(".json")).isEmpty();
    }

    @Test
    void an_event_that_a_202_rejects_is_dropped_and_counted_once() {
        sink.behavior = batch -> new Answer(
                202,
                "{\"rejected\":[{\"eventId\":\"" + batch.at("/events/0/eventId").asText() + "\",\"code\":\"x\"},"
                        + "{\"eventId\":\"" + UUID.randomUUID() + "\"}]}",
                null);
        Runs.unsent(spool(), time, 1);
        run("1.0.0");
        int rejected = sink.batches.size();
        sink.behavior = batch -> Answer.ACCEPTED;

        run("1.0.1");
        run("1.0.2");

        assertThat(files(".json")).isEmpty();
        assertThat(sink.dropped).hasValue(rejected);
    }

    @Test
    void an_endpoint_that_asks_to_wait_is_not_sent_anything_before() {
        sink.behavior = batch -> new Answer(429, "{}", "120");
        run("1.0.0");
        int asked = sink.batches.size();
        sink.behavior = batch -> Answer.ACCEPTED;

        time.advance(Duration.ofSeconds(119));
        run("1.0.1");
        assertThat(sink.batches).hasSize(asked);

        time.advance(Duration.ofSeconds(2));
        run("1.0.2");
        assertThat(sink.acceptedIds()).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void an_endpoint_cannot_ask_to_wait_for_more_than_an_hour() {
        sink.behavior = batch -> new Answer(503, "{}", "999999999");
        run("1.0.0");
        sink.behavior = batch -> Answer.ACCEPTED;

        time.advance(SpoolSession.MAX_PAUSE.plusSeconds(1));
        run("1.0.1");

        assertThat(sink.acceptedIds()).hasSize(4);
    }

    @Test
    void another_endpoint_is_sent_what_the_first_one_did_not_take() {
        sink.behavior = batch -> new Answer(503, "{}", "3600");
        run("1.0.0");
        try (TelemetrySink other = new TelemetrySink()) {
            Runs.succeed(spool(), other.endpoint(), time, "1.0.1");

            assertThat(other.acceptedIds()).hasSize(4).doesNotHaveDuplicates();
        }
    }

    @Test
    void the_oldest_events_are_dropped_and_counted_if_there_are_too_many() throws IOException {
        Runs.unsent(spool(), time, 1);
        Path template = files(".json").get(1);
        for (int i = 0; i < SpoolSession.MAX_FILES; i++) {
            time.advance(Duration.ofMillis(1));
            copy(template, "2.0." + i);
        }

        run("3.0.0");

        int events = SpoolSession.MAX_FILES + 4;
        assertThat(sink.acceptedIds()).doesNotHaveDuplicates().hasSize(events - (int) sink.dropped.get());
        assertThat(sink.dropped.get()).isBetween(3L, 4L);
        assertThat(sink.accepted)
                .noneMatch(event -> event.path("version").asText().equals("1.0.0"));
        assertThat(sink.accepted)
                .anyMatch(event -> event.path("version").asText().equals("3.0.0"));
    }

    private void copy(Path template, String version) throws IOException {
        Instant now = time.instant().truncatedTo(ChronoUnit.MILLIS);
        UUID id = UUID.randomUUID();
        JsonNode event = Json.mapper().readTree(template.toFile());
        ((com.fasterxml.jackson.databind.node.ObjectNode) event)
                .put("eventId", id.toString())
                .put("version", version);
        Files.writeString(
                spool().resolve(String.format("%015d-%04d-%s.json", now.toEpochMilli(), 2, id)), event.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"eventId\":", "", "null", "{}", "[]", "7"})
    void events_that_are_too_old_or_damaged_are_dropped_and_counted(String damaged) throws IOException {
        Runs.unsent(spool(), time, 2);
        Files.setLastModifiedTime(
                files(".json").get(0),
                FileTime.from(time.instant().minus(SpoolSession.MAX_AGE).minusSeconds(1)));
        Files.writeString(files(".json").get(1), damaged);

        run("1.0.0");

        assertThat(sink.acceptedIds()).hasSize(4);
        assertThat(sink.batches.get(0).at("/source/dropped").asLong()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{\"dropped\":-5}", "{\"dropped\":1,\"endpoint\":\"%\"}", "{\"dropped\":"})
    void a_damaged_state_is_forgotten(String damaged) throws IOException {
        Files.createDirectories(spool());
        Files.writeString(spool().resolve("state"), damaged);

        run("1.0.0");

        assertThat(sink.acceptedIds()).hasSize(2);
        assertThat(sink.batches.get(0).at("/source/dropped").asLong()).isZero();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void what_is_no_event_file_holds_up_no_events() throws Exception {
        Runs.unsent(spool(), time, 1);
        Files.createDirectories(spool().resolve("000000000000001-0001-a.json/inside"));
        Process pipe = new ProcessBuilder(
                        "mkfifo", spool().resolve("000000000000002-0001-b.json").toString())
                .start();
        assertThat(pipe.waitFor()).isZero();
        Files.createSymbolicLink(spool().resolve("000000000000003-0001-c.json"), Path.of("/dev/zero"));

        run("1.0.1");

        assertThat(sink.acceptedIds()).hasSize(4);
        assertThat(SpoolContent.read(spool()).events()).isEmpty();
    }

    @Test
    void a_file_that_is_too_large_for_an_event_is_dropped_and_counted() throws IOException {
        Runs.unsent(spool(), time, 1);
        Files.write(spool().resolve("000000000000001-0001-a.json"), new byte[(1 << 20) + 1]);

        run("1.0.1");

        assertThat(sink.acceptedIds()).hasSize(4);
        assertThat(sink.dropped).hasValue(1);
    }

    @Test
    void without_a_spool_that_can_be_written_events_are_sent_at_once() throws IOException {
        Files.createDirectories(spool().getParent());
        Files.writeString(spool(), "a file in place of the folder");

        run("1.0.0");

        assertThat(sink.acceptedIds()).hasSize(2);
    }

    @Test
    void an_endpoint_that_never_answers_delays_a_run_briefly_and_loses_nothing() throws Exception {
        // given an endpoint that a batch has reached
        CountDownLatch arrived = new CountDownLatch(1);
        sink.behavior = batch -> {
            arrived.countDown();
            return Answer.NONE;
        };
        RunTelemetry run = RunTelemetry.begin(spool(), new Redactor(), time, new EndDelay(Duration.ofSeconds(5)));
        Runs.connect(run, sink.endpoint());
        run.succeeded(Runs.facts("1.0.0"), "queued");
        assertThat(arrived.await(2, TimeUnit.MINUTES)).isTrue();

        // when
        long begin = System.nanoTime();
        run.close();

        // then it ends long before the timeouts of other requests
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(HttpSettings.DEFAULT.stallTimeout());
        assertThat(files(".json")).hasSize(2);
    }

    @Test
    void the_targets_of_a_run_wait_together_for_an_endpoint_that_never_answers_and_lose_nothing() throws Exception {
        // given three targets whose events an endpoint receives and never acknowledges
        Duration limit = Duration.ofSeconds(4);
        sink.behavior = batch -> Answer.NONE;
        RunTelemetry command = RunTelemetry.off(new Redactor(), time, new EndDelay(limit));
        for (String version : List.of("1.0.0", "1.0.1", "1.0.2")) {
            RunTelemetry target = command.beginTarget(spool());
            Runs.connect(target, sink.endpoint());
            target.succeeded(Runs.facts(version), "queued");
            target.finish();
        }

        // when
        long begin = System.nanoTime();
        command.close();

        // then
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("the limit applies once, and not for each target")
                .isLessThan(limit.multipliedBy(2));
        assertThat(sink.batches).isNotEmpty();
        assertThat(files(".json")).hasSize(6);

        // and the next run delivers each event once
        sink.behavior = batch -> Answer.ACCEPTED;
        run("2.0.0");
        assertThat(sink.acceptedIds()).hasSize(8).doesNotHaveDuplicates();
    }

    @Test
    void a_target_is_sent_while_the_next_one_is_published() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        sink.behavior = batch -> {
            arrived.countDown();
            return Answer.ACCEPTED;
        };
        try (RunTelemetry command = RunTelemetry.off(new Redactor(), time)) {
            RunTelemetry target = command.beginTarget(spool());
            Runs.connect(target, sink.endpoint());
            target.succeeded(Runs.facts("1.0.0"), "queued");
            target.finish();

            assertThat(arrived.await(2, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(sink.acceptedIds()).hasSize(2).doesNotHaveDuplicates();
        assertThat(files(".json")).isEmpty();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void only_the_user_can_read_the_spool() throws IOException {
        Runs.unsent(spool(), time, 1);
        try (RunTelemetry open = RunTelemetry.begin(spool(), new Redactor(), time)) {
            assertThat(Files.getPosixFilePermissions(spool())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
            try (Stream<Path> files = Files.list(spool())) {
                assertThat(files.toList()).hasSizeGreaterThan(3).allSatisfy(file -> assertThat(
                                Files.getPosixFilePermissions(file))
                        .isEqualTo(PosixFilePermissions.fromString("rw-------")));
            }
            open.discard();
        }
    }
}
