package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Slave;
import java.nio.file.Path;
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
    @RegisterExtension
    static final BuildWatcherExtension WATCHER = new BuildWatcherExtension();

    @RegisterExtension
    final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    Path data;

    @Test
    void an_agent_killed_in_mid_upload_goes_on_when_it_is_back(JenkinsRule jenkins) throws Exception {
        Gatekeeper gate = new Gatekeeper("uploadPart");
        try (Marketplace marketplace =
                Marketplace.start(data, options -> options.faults(gate)).configure()) {
            Slave agent = agents.createAgent(jenkins, "worker");
            Marketplace.plugin(agent, "release");
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "release");
            job.setDefinition(new CpsFlowDefinition(
                    "node('worker') { echo \"id=${pxPublish(channel: 'beta').publishId}\" }", true));
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            gate.await();

            agents.stop(jenkins, "worker");
            jenkins.waitForMessage("waiting for it to come back", run);
            gate.open();
            agents.start(jenkins, "worker");

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            assertThat(jenkins.getLog(run)).containsOnlyOnce("id=").doesNotContain("\tat hudson.");
        }
    }

    @Test
    void two_builds_of_the_same_content_at_once_are_one_publish(JenkinsRule jenkins) throws Exception {
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
