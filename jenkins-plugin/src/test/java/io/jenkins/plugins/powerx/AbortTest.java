package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.powerx.release.PublishAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class AbortTest {
    @RegisterExtension
    static final BuildWatcherExtension WATCHER = new BuildWatcherExtension();

    @TempDir
    Path data;

    @Test
    void an_aborted_build_writes_its_journal_and_the_next_build_resumes(JenkinsRule jenkins) throws Exception {
        Gatekeeper gate = new Gatekeeper("uploadPart");
        try (Marketplace marketplace =
                Marketplace.start(data, options -> options.faults(gate)).configure()) {
            Slave agent = jenkins.createOnlineSlave();
            WorkflowJob job = new Jobs(jenkins, agent).create("stopped", "pxPublish(channel: 'beta')");
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            gate.await();

            run.getExecutor().interrupt();
            jenkins.waitForCompletion(run);

            jenkins.assertBuildStatus(Result.ABORTED, run);
            assertThat(run.getArtifactsDir().list()).contains("publish-receipt.json", "publish-debug.log");
            assertThat(journalOf(run)).anyMatch(line -> line.contains("\"registered\""));
            gate.open();
            jenkins.buildAndAssertSuccess(job);
        }
    }

    @Test
    void an_aborted_wait_ends_at_once(JenkinsRule jenkins) throws Exception {
        try (Marketplace marketplace = Marketplace.start(data).configure()) {
            Slave agent = jenkins.createOnlineSlave();
            WorkflowRun run = new Jobs(jenkins, agent).start("waiting", "pxPublish(channel: 'beta', wait: true)");
            jenkins.waitForMessage("review: queued", run);
            Instant stopped = Instant.now();

            run.getExecutor().interrupt();
            jenkins.waitForCompletion(run);

            jenkins.assertBuildStatus(Result.ABORTED, run);
            assertThat(Duration.between(stopped, Instant.now())).isLessThan(Duration.ofSeconds(2));
            assertThat(run.getAction(PublishAction.class).getReleases().get(0).getStatus())
                    .as("the version stays in review")
                    .isEqualTo("queued");
        }
    }

    private static List<String> journalOf(WorkflowRun run) throws Exception {
        try (Stream<Path> files = Files.walk(run.getRootDir().toPath())) {
            Path journal = files.filter(file -> file.endsWith("journal.jsonl"))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllLines(journal);
        }
    }
}
