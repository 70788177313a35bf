package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Slave;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class AgentLossTest {
    private static final String PATIENCE = "io.jenkins.plugins.powerx.agentPatienceSeconds";

    @RegisterExtension
    static final BuildWatcherExtension WATCHER = new BuildWatcherExtension();

    @RegisterExtension
    final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    Path data;

    @Test
    void an_upload_resumes_after_its_agent_has_reconnected(JenkinsRule jenkins) throws Exception {
        Gatekeeper gate = new Gatekeeper("uploadPart");
        try (Marketplace marketplace =
                Marketplace.start(data, options -> options.faults(gate)).configure()) {
            Slave agent = agents.createAgent(jenkins, "worker");
            WorkflowRun run =
                    new Jobs(jenkins, agent).start("release", "echo \"id=${pxPublish(channel: 'beta').publishId}\"");
            gate.await();

            agents.stop(jenkins, "worker");
            jenkins.waitForMessage("waiting for it to reconnect", run);
            gate.open();
            agents.start(jenkins, "worker");

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertThat(jenkins.getLog(run))
                    .containsOnlyOnce("id=")
                    .containsOnlyOnce("the agent is offline; waiting for it to reconnect")
                    .containsOnlyOnce("the agent is online again")
                    .doesNotContain("\tat hudson.");
        }
    }

    @Test
    void the_log_of_a_wait_for_an_agent_does_not_grow(JenkinsRule jenkins) throws Exception {
        Gatekeeper gate = new Gatekeeper("uploadPart");
        System.setProperty(PATIENCE, "7");
        try (Marketplace marketplace =
                Marketplace.start(data, options -> options.faults(gate)).configure()) {
            Slave agent = agents.createAgent(jenkins, "worker");
            WorkflowRun run = new Jobs(jenkins, agent).start("release", "pxPublish(channel: 'beta')");
            gate.await();

            agents.stop(jenkins, "worker");
            gate.open();

            jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
            assertThat(jenkins.getLog(run))
                    .containsOnlyOnce("the agent is offline; waiting for it to reconnect")
                    .contains("The agent did not reconnect");
            assertThat(jenkins.getLog(run).lines().filter(line -> line.contains("was marked offline")))
                    .hasSizeLessThan(2);
        } finally {
            System.clearProperty(PATIENCE);
        }
    }

    @Test
    void a_publish_resumes_on_another_agent_if_its_agent_does_not_reconnect(JenkinsRule jenkins) throws Exception {
        Gatekeeper gate = new Gatekeeper("uploadPart");
        System.setProperty(PATIENCE, "1");
        try (Marketplace marketplace =
                Marketplace.start(data, options -> options.faults(gate)).configure()) {
            pooled(jenkins, "first");
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "release");
            job.setDefinition(new CpsFlowDefinition("""
                retry(count: 2, conditions: [agent()]) {
                  node('pool') {
                    echo "on=${env.NODE_NAME}"
                    echo "id=${pxPublish(channel: 'beta').publishId}"
                  }
                }
                """, true));
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            gate.await();

            agents.stop(jenkins, "first");
            pooled(jenkins, "second");
            gate.open();

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertThat(jenkins.getLog(run)).contains("on=first", "on=second");
            assertThat(publishIds(run)).hasSize(1);
        } finally {
            System.clearProperty(PATIENCE);
        }
    }

    private void pooled(JenkinsRule jenkins, String name) throws Exception {
        Slave agent = agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder()
                        .name(name)
                        .label("pool")
                        .build());
        Marketplace.plugin(agent, "release");
    }

    /** The publish ids in the journals of a build. */
    private static Set<String> publishIds(WorkflowRun run) throws Exception {
        Set<String> ids = new TreeSet<>();
        try (Stream<Path> files = Files.walk(run.getRootDir().toPath())) {
            for (Path journal :
                    files.filter(file -> file.endsWith("journal.jsonl")).toList()) {
                Matcher id = Pattern.compile("pub_[0-9a-f]+").matcher(Files.readString(journal));
                while (id.find()) {
                    ids.add(id.group());
                }
            }
        }
        return ids;
    }

    @Test
    void two_concurrent_builds_of_the_same_content_share_one_publish(JenkinsRule jenkins) throws Exception {
        Gatekeeper gate = new Gatekeeper("registerPublish");
        try (Marketplace marketplace =
                Marketplace.start(data, options -> options.faults(gate)).configure()) {
            Slave first = jenkins.createOnlineSlave();
            Slave second = jenkins.createOnlineSlave();
            Marketplace.plugin(first, "one");
            Marketplace.plugin(second, "two");
            WorkflowRun one = start(jenkins, "one", first);
            gate.await();
            WorkflowRun two = start(jenkins, "two", second);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(two));
            gate.open();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(one));

            assertThat(publishId(jenkins, one)).isEqualTo(publishId(jenkins, two));
        }
    }

    private static WorkflowRun start(JenkinsRule jenkins, String name, Slave agent) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(
                "node('" + agent.getNodeName() + "') { echo \"id=${pxPublish(channel: 'beta').publishId}\" }", true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static String publishId(JenkinsRule jenkins, WorkflowRun run) throws Exception {
        return jenkins.getLog(run)
                .lines()
                .filter(line -> line.startsWith("id="))
                .findFirst()
                .orElseThrow();
    }
}
