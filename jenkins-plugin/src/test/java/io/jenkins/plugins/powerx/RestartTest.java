package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Slave;
import io.jenkins.plugins.powerx.release.PublishAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
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
                Marketplace.plugin(agent, "release");
                WorkflowJob job = jenkins.createProject(WorkflowJob.class, "release");
                job.setDefinition(new CpsFlowDefinition(
                        "node('worker') { echo \"status=${pxPublish(channel: 'beta').status}\" }", true));
                job.scheduleBuild2(0).waitForStart();
                gate.await();
            });
            gate.open();
            sessions.then(jenkins -> {
                WorkflowRun run = Objects.requireNonNull(Jenkins.get().getItemByFullName("release", WorkflowJob.class))
                        .getBuildByNumber(1);
                agents.start(jenkins, "worker");
                jenkins.waitForCompletion(run);
                jenkins.assertBuildStatusSuccess(run);
                jenkins.assertLogContains("status=queued", run);
                assertThat(run.getAction(PublishAction.class).getReleases()).hasSize(1);
            });
        }
    }

    @Test
    void the_waits_of_two_targets_survive_restarts() throws Throwable {
        try (Marketplace marketplace = Marketplace.start(data, options -> options.nextCheck(Duration.ofSeconds(1)))) {
            sessions.then(jenkins -> {
                marketplace.configure();
                Slave agent = (Slave) agents.createAgent(jenkins, "worker");
                Files.writeString(
                        Marketplace.plugin(agent, "release").resolve("publish.yml"),
                        "publish: {targets: [{name: early, channel: beta}, {name: main, channel: stable}]}");
                WorkflowJob job = jenkins.createProject(WorkflowJob.class, "release");
                job.setDefinition(new CpsFlowDefinition(
                        "node('worker') { def r = pxPublish(wait: true, waitTimeout: '10m')\n"
                                + "echo \"all=${r.releases.collect { it.target + ':' + it.status }}\" }",
                        true));
                jenkins.waitForMessage("review: queued", job.scheduleBuild2(0).waitForStart());
            });
            sessions.then(jenkins -> {
                WorkflowRun run = first();
                agents.start(jenkins, "worker");
                marketplace.decide(
                        run.getAction(PublishAction.class).getReleases().get(0).getVersionId(), "approved", "");
                jenkins.waitForMessage("target main", run);
                while (run.getAction(PublishAction.class).getReleases().size() < 2) {
                    Thread.sleep(100);
                }
            });
            sessions.then(jenkins -> {
                WorkflowRun run = first();
                agents.start(jenkins, "worker");
                marketplace.decide(
                        run.getAction(PublishAction.class).getReleases().get(1).getVersionId(), "approved", "");
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
                Marketplace.plugin(agent, "release");
                WorkflowJob job = jenkins.createProject(WorkflowJob.class, "release");
                job.setDefinition(new CpsFlowDefinition(
                        "node('worker') { def r = pxPublish(channel: 'beta', wait: true, waitTimeout: '4m')\n"
                                + "echo \"status=${r.status} already=${r.alreadyPublished}\" }",
                        true));
                jenkins.waitForMessage("review: queued", job.scheduleBuild2(0).waitForStart());
            });
            sessions.then(jenkins -> {
                WorkflowRun run = Objects.requireNonNull(Jenkins.get().getItemByFullName("release", WorkflowJob.class))
                        .getBuildByNumber(1);
                agents.start(jenkins, "worker");
                marketplace.decide(
                        run.getAction(PublishAction.class).getReleases().get(0).getVersionId(), "approved", "");
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
