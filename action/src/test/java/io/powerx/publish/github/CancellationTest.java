package io.powerx.publish.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.OS.WINDOWS;

import io.powerx.publish.testing.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A runner cancels a step with SIGINT, and with SIGTERM if the step continues. */
@DisabledOnOs(WINDOWS)
class CancellationTest {
    private Job job;
    private Process process;

    @BeforeEach
    void givenAJob(@TempDir Path root) throws Exception {
        job = new Job(root);
    }

    @AfterEach
    void end() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
        job.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void a_cancelled_upload_is_reported_and_the_next_run_resumes_it(String signal) throws Exception {
        // given an upload that takes minutes
        byte[] noise = new byte[300_000];
        new Random(7).nextBytes(noise);
        Files.write(job.plugin().resolve("web-admin/.output/public/noise.bin"), noise);
        process = job.with("upload-limit", "1KiB/s").start();
        BufferedReader log = process.inputReader(StandardCharsets.UTF_8);
        String begun = readTo(log, "::group::Upload");
        Signals.send(signal, process);
        String rest = readTo(log, null);
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        Job.Step cancelled = job.result(process.exitValue(), begun + rest);

        assertThat(cancelled.exitCode()).isEqualTo(130);
        assertThat(cancelled.outputs())
                .containsEntry("status", "interrupted")
                .containsEntry("error-code", "interrupted")
                .containsEntry("published", "false")
                .containsKeys("publish-id", "package-path", "receipt-path");
        assertThat(cancelled.summary()).contains("re-run the job");
        assertThat(cancelled.commands("endgroup")).hasSameSizeAs(cancelled.commands("group"));

        Job.Step again = job.without("upload-limit").run();

        assertThat(again.exitCode()).as(again.log()).isZero();
        assertThat(again.outputs())
                .containsEntry("published", "true")
                .containsEntry("publish-id", cancelled.outputs().get("publish-id"));
    }

    /** @param part null for the end of the log */
    private static String readTo(BufferedReader log, String part) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            seen.append(line).append('\n');
            if (part != null && line.contains(part)) {
                return seen.toString();
            }
        }
        assertThat(part).as("not in the log:\n" + seen).isNull();
        return seen.toString();
    }
}
