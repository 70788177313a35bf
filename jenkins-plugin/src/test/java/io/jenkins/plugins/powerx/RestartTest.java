package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Slave;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

class RestartTest {
    @RegisterExtension
    final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @RegisterExtension
    final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    Path data;

    @ParameterizedTest
    @ValueSource(strings = {"listVersions", "registerPublish", "uploadPart", "completeUploads", "submitReview"})
    void a_publish_resumes_after_a_restart_of_the_controller(String operation) throws Throwable {
        Gatekeeper gate = new Gatekeeper(operation);
        try (Marketplace marketplace = Marketplace.start(data, options -> options.faults(gate))) {
            sessions.then(jenkins -> {
                marketplace.configure();
                Slave agent = (Slave) agents.createAgent(jenkins, "worker");
                new Jobs(jenkins, agent).start("release", "echo \"status=${pxPublish(channel: 'beta').status}\"");
                gate.await();
            });
            gate.open();
            sessions.then(jenkins -> {
                WorkflowRun run = first();
                agents.start(jenkins, "worker");
                jenkins.waitForCompletion(run);
                jenkins.assertBuildStatusSuccess(run);
                jenkins.assertLogContains("status=queued", run);
                assertThat(Jobs.releases(run)).hasSize(1);
            });
        }
    }

    @Test
    void the_waits_of_two_targets_survive_restarts() throws Throwable {
        try (Marketplace marketplace = Marketplace.start(data, options -> options.nextCheck(Duration.ofSeconds(1)))) {
            sessions.then(jenkins -> {
                marketplace.configure();
                Slave agent = (Slave) agents.createAgent(jenkins, "worker");
                WorkflowJob job = new Jobs(jenkins, agent)
                        .create(
                                "release",
                                "def r = pxPublish(wait: true, waitTimeout: '10m')\n"
                                        + "echo \"all=${r.releases.collect { it.target + ':' + it.status }}\"");
                Files.writeString(
                        Path.of(agent.getRemoteFS(), "workspace", "release", "publish.yml"),
                        "publish: {targets: [{name: early, channel: beta}, {name: main, channel: stable}]}");
                jenkins.waitForMessage("review: queued", job.scheduleBuild2(0).waitForStart());
            });
            sessions.then(jenkins -> {
                WorkflowRun run = first();
                agents.start(jenkins, "worker");
                marketplace.decide(Jobs.releases(run).get(0).getVersionId(), "approved", "");
                jenkins.waitForMessage("target main", run);
                Jobs.awaitReleases(run, 2);
            });
            sessions.then(jenkins -> {
                WorkflowRun run = first();
                agents.start(jenkins, "worker");
                marketplace.decide(Jobs.releases(run).get(1).getVersionId(), "approved", "");
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
                jenkins.assertLogContains("all=[early:approved, main:approved]", run);
            });
        }
    }

    private static WorkflowRun first() {
        return Objects.requireNonNull(Jenkins.get().getItemByFullName("release", WorkflowJob.class))
                .getBuildByNumber(1);
    }

    @Test
    void the_wait_for_a_review_resumes_after_a_restart_of_the_controller() throws Throwable {
        try (Marketplace marketplace = Marketplace.start(data, options -> options.nextCheck(Duration.ofSeconds(1)))) {
            sessions.then(jenkins -> {
                marketplace.configure();
                Slave agent = (Slave) agents.createAgent(jenkins, "worker");
                WorkflowRun run = new Jobs(jenkins, agent)
                        .start(
                                "release",
                                "def r = pxPublish(channel: 'beta', wait: true, waitTimeout: '4m')\n"
                                        + "echo \"status=${r.status} already=${r.alreadyPublished}\"");
                jenkins.waitForMessage("review: queued", run);
            });
            sessions.then(jenkins -> {
                WorkflowRun run = first();
                agents.start(jenkins, "worker");
                marketplace.decide(Jobs.releases(run).get(0).getVersionId(), "approved", "");
                jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
                jenkins.assertLogContains("status=approved already=false", run);
                assertThat(run.getLog(1_000))
                        .as("the restart does not extend the wait")
                        .containsOnlyOnce("[PowerX] waiting for the review, at most 4 min")
                        .anyMatch(line -> line.startsWith("[PowerX] waiting for the review, at most 3 min"));
            });
        }
    }
}
