package io.powerx.publish.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.http.ClientVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActionMainTest {
    private Job job;

    @BeforeEach
    void givenAJob(@TempDir Path root) throws Exception {
        job = new Job(root);
    }

    @AfterEach
    void closeTheMarketplace() {
        job.sandbox.close();
    }

    @Test
    void arguments_are_a_command_line_of_px_plugin() throws Exception {
        Process process = job.start("version");
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(log).startsWith("px-plugin " + ClientVersion.current() + " (Java ");
    }

    @Test
    void a_wrong_command_line_is_a_usage_error() throws Exception {
        Process process = job.start("publich");
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(log).contains("publich").doesNotContain("::error");
    }
}
