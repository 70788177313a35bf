package io.powerx.publish.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.powerx.publish.config.Channel;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.telemetry.RunFacts;
import io.powerx.publish.telemetry.RunTelemetry;
import io.powerx.publish.telemetry.TelemetryEvent;
import io.powerx.publish.testing.FakeTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures of a publish in the text format of Prometheus. */
class RunMetricTest {
    @TempDir
    private Path folder;

    private static MeasuredRun run(String pluginId) {
        return new MeasuredRun(null, Outcomes.succeeded(pluginId));
    }

    private static MeasuredRun onTarget(String pluginId, String target) {
        return new MeasuredRun(target, Outcomes.succeeded(pluginId));
    }

    private static RunFacts facts(
            String pluginId,
            @Nullable Channel channel,
            @Nullable Double failureRate,
            @Nullable Integer retries,
            @Nullable Long size) {
        return new RunFacts(pluginId, "1.0.0", channel, null, null, null, null, null, null, failureRate, retries, size);
    }

    private static String succeeded() {
        return RunMetric.text(List.of(run("com.powerx.note")));
    }

    @Test
    void a_successful_publish_has_all_figures() {
        assertThat(succeeded().lines().filter(line -> !line.startsWith("#")))
                .containsExactly(
                        "plugin_publish_duration_seconds{channel=\"beta\",plugin_id=\"com.powerx.note\"} 61.5",
                        "plugin_publish_retries{channel=\"beta\",plugin_id=\"com.powerx.note\"} 3",
                        "plugin_publish_bundle_size_bytes{channel=\"beta\",plugin_id=\"com.powerx.note\"} 1048576",
                        "plugin_publish_precheck_failure_ratio{channel=\"beta\",plugin_id=\"com.powerx.note\"} 0.25",
                        "plugin_publish_last_run_timestamp_seconds{channel=\"beta\",plugin_id=\"com.powerx.note\"} "
                                + Outcomes.END.getEpochSecond() + ".5",
                        "plugin_publish_success{channel=\"beta\",plugin_id=\"com.powerx.note\"} 1");
    }

    @Test
    void each_target_has_its_own_figures_below_one_description() {
        String text =
                RunMetric.text(List.of(onTarget("com.powerx.note", "early"), onTarget("com.powerx.note", "main")));

        assertThat(text.lines().filter(line -> line.contains("plugin_publish_success")))
                .containsExactly(
                        "# HELP plugin_publish_success Whether the last publish succeeded: 1 or 0. A failed one has its error category as a label.",
                        "# TYPE plugin_publish_success gauge",
                        "plugin_publish_success{channel=\"beta\",plugin_id=\"com.powerx.note\",target=\"early\"} 1",
                        "plugin_publish_success{channel=\"beta\",plugin_id=\"com.powerx.note\",target=\"main\"} 1");
        assertThat(text.lines().filter(line -> line.startsWith("# HELP"))).doesNotHaveDuplicates();
    }

    @Test
    void a_failed_publish_has_its_error_category_and_only_the_figures_that_are_known() {
        FakeTime time = new FakeTime();
        RunTelemetry run = RunTelemetry.off(new Redactor(), time);
        run.failed(PublishException.of(ErrorCode.UNAUTHORIZED, "register", "the token expired"));

        assertThat(RunMetric.text(List.of(new MeasuredRun(null, run.last().orElseThrow())))
                        .lines()
                        .filter(line -> !line.startsWith("#")))
                .contains("plugin_publish_success{error_category=\"auth\"} 0")
                .noneMatch(line -> line.contains("bundle_size"))
                .anyMatch(line -> line.startsWith("plugin_publish_duration_seconds "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.powerx.note", "a \"quoted\" id", "back\\slash", "ümlaut", "{a=b}", "1e3"})
    void promtool_accepts_the_text_for_any_plugin_id(String pluginId) throws Exception {
        assumeTrue(isInstalled("promtool"), "promtool is not installed");
        Path text = folder.resolve("px.prom");
        MetricsFile.write(text, List.of(run(pluginId), onTarget(pluginId, "early")));

        Process promtool = new ProcessBuilder("promtool", "check", "metrics")
                .redirectInput(text.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).isEmpty();
    }

    @Test
    void a_secret_in_the_manifest_is_not_in_the_text() {
        Redactor redactor = new Redactor();
        redactor.add(Secret.of("hunter2hunter2"));
        RunTelemetry run = RunTelemetry.off(redactor, new FakeTime());
        run.succeeded(facts("com.powerx.hunter2hunter2", null, null, null, null), "queued");

        assertThat(RunMetric.text(List.of(new MeasuredRun(null, run.last().orElseThrow()))))
                .contains("plugin_id=\"com.powerx.****\"")
                .doesNotContain("hunter2");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void the_file_is_replaced_and_the_collector_which_is_another_user_can_read_it() throws IOException {
        Path file = folder.resolve("px.prom");
        Files.writeString(file, "old");

        MetricsFile.write(file, List.of(run("com.powerx.note")));

        assertThat(file).hasContent(succeeded());
        assertThat(Files.getPosixFilePermissions(file)).contains(PosixFilePermission.OTHERS_READ);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_file_that_cannot_be_written_is_an_error_and_leaves_nothing() throws IOException {
        List<MeasuredRun> runs = List.of(run("com.powerx.note"));
        Path occupied = Files.createDirectories(folder.resolve("px.prom").resolve("full"));

        assertThatThrownBy(() -> MetricsFile.write(folder.resolve("missing/px.prom"), runs))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining("missing");
        assertThatThrownBy(() -> MetricsFile.write(occupied.getParent(), runs))
                .isInstanceOf(PublishException.class)
                .hasMessageContaining(occupied.getParent() + " is a directory");

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(occupied.getParent());
        }
    }

    static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Ends of publishes. */
    static final class Outcomes {
        private static final Duration DURATION = Duration.ofMillis(61_500);
        static final Instant END = Instant.parse("2026-03-01T12:00:00Z").plus(DURATION);

        private Outcomes() {}

        static TelemetryEvent succeeded(String pluginId) {
            FakeTime time = new FakeTime();
            RunTelemetry run = RunTelemetry.off(new Redactor(), time);
            time.advance(DURATION);
            run.succeeded(facts(pluginId, Channel.BETA, 0.25, 3, 1L << 20), "queued");
            return run.last().orElseThrow();
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void the_collector_can_read_the_file_of_a_build_with_a_private_umask() throws Exception {
        Path file = folder.resolve("px.prom");
        Process build = new ProcessBuilder(
                        "sh",
                        "-c",
                        "umask 077 && exec \"$0\" -cp \"$1\" "
                                + Build.class.getName().replace("$", "\\$") + " \"$2\"",
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        System.getProperty("java.class.path"),
                        file.toString())
                .inheritIO()
                .start();

        assertThat(build.waitFor()).isZero();
        assertThat(Files.getPosixFilePermissions(file)).contains(PosixFilePermission.OTHERS_READ);
    }

    /** A build in a separate process. */
    static final class Build {
        public static void main(String[] arguments) {
            MetricsFile.write(Path.of(arguments[0]), List.of(run("com.powerx.note")));
        }
    }
}
