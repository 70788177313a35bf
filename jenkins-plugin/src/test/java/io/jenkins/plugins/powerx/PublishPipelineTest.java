package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.powerx.release.PublishAction;
import io.jenkins.plugins.powerx.release.Release;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class PublishPipelineTest {
    @RegisterExtension
    static final BuildWatcherExtension WATCHER = new BuildWatcherExtension();

    @TempDir
    Path data;

    private JenkinsRule jenkins;
    private Marketplace marketplace;
    private Slave agent;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        marketplace = Marketplace.start(data).configure();
        agent = rule.createOnlineSlave();
    }

    @AfterEach
    void stop() {
        marketplace.close();
    }

    @Test
    void a_publish_from_an_agent_returns_its_status() throws Exception {
        WorkflowJob job = job(
                "release",
                "def r = pxPublish(channel: 'beta')\n"
                        + "echo \"id=${r.publishId} status=${r.status} channel=${r.channel}\"");
        Path workspace = Path.of(agent.getRemoteFS(), "workspace", "release");

        WorkflowRun run = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("status=queued channel=beta", run);
        assertThat(workspace.resolve("publish-receipt.json")).exists();
        assertThat(Files.readString(
                        run.getArtifactManager().root().toURI() == null
                                ? workspace.resolve("publish-receipt.json")
                                : Path.of(run.getArtifactsDir().toString(), "publish-receipt.json")))
                .contains("\"status\" : \"queued\"");
        Release release = run.getAction(PublishAction.class).getReleases().get(0);
        assertThat(release.getPluginId()).isEqualTo("com.powerx.plugins.note");
        assertThat(release.getArtifacts()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(release.getCertificates()).isNotEmpty();
        assertThat(release.getTimings()).containsKeys("precheck", "pack", "upload", "submit");
    }

    @Test
    void publishing_the_same_content_again_succeeds() throws Exception {
        WorkflowJob job = job("twice", "echo \"again=${pxPublish(channel: 'beta').alreadyPublished}\"");

        jenkins.assertLogContains("again=false", jenkins.buildAndAssertSuccess(job));
        jenkins.assertLogContains("again=true", jenkins.buildAndAssertSuccess(job));
    }

    @Test
    void a_failure_is_reported_with_step_parameters_and_without_a_stack_trace() throws Exception {
        WorkflowJob job = job("failing", "pxPublish(channel: 'beta', credentialsId: 'nobody')");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("token_missing", run);
        jenkins.assertLogContains("credentialsId: (a secret text)", run);
        jenkins.assertLogNotContains("\tat io.", run);
        assertThat(run.getArtifactsDir().toPath().resolve("publish-debug.log")).exists();
    }

    private WorkflowJob job(String name, String script) throws Exception {
        return new Jobs(jenkins, agent).create(name, script);
    }
}
