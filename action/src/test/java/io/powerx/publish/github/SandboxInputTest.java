package io.powerx.publish.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workflow without a Marketplace, a token and a key. */
class SandboxInputTest {
    private Job job;

    @BeforeEach
    void givenAJobWithNothingConfigured(@TempDir Path root) throws Exception {
        job = new Job(root);
        List.of("api-url", "telemetry-endpoint", "token", "signing-key", "signing-certificate")
                .forEach(job::without);
        job.with("sandbox", "true");
    }

    @AfterEach
    void end() {
        job.close();
    }

    @Test
    void the_quickstart_runs_and_shows_no_address_that_is_gone() throws Exception {
        Job.Step step = job.run();

        assertThat(step.exitCode()).as(step.log()).isZero();
        assertThat(step.outputs())
                .containsEntry("status", "queued")
                .containsEntry("receipt-path", "publish-receipt.sandbox.json")
                .containsKey("publish-id")
                .doesNotContainKey("review-url");
        assertThat(step.summary()).contains("0.2.0").doesNotContain("127.0.0.1");
        assertThat(step.log()).contains("0.2.0").doesNotContain("127.0.0.1").doesNotContain("px-plugin sandbox");
    }

    @Test
    void later_steps_of_the_job_find_the_publish() throws Exception {
        String published = job.run().outputs().get("publish-id");

        Job.Step step = job.with("command", "status").without("project").run();

        assertThat(step.exitCode()).as(step.log()).isZero();
        assertThat(step.log()).contains(published);
    }

    @Test
    void a_conflict_shows_no_address_either() throws Exception {
        job.run();
        job.edit("config/event_fabric.yaml", "\\z", "# another line\n");

        Job.Step step = job.run();

        assertThat(step.exitCode()).isEqualTo(5);
        assertThat(step.log()).contains("version_conflict").doesNotContain("127.0.0.1");
    }

    @Test
    void a_marketplace_next_to_it_is_refused() throws Exception {
        Job.Step step = job.with("api-url", "https://market.example").run();

        assertThat(step.exitCode()).isEqualTo(2);
        assertThat(step.log()).contains("with: sandbox").contains("with: api-url");
    }
}
