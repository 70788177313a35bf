package io.jenkins.plugins.powerx;

import hudson.model.Run;
import hudson.model.Slave;
import io.jenkins.plugins.powerx.release.PublishAction;
import io.jenkins.plugins.powerx.release.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Pipeline jobs on an agent, whose workspaces contain the example plugin. */
final class Jobs {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final JenkinsRule jenkins;
    private final Slave agent;

    Jobs(JenkinsRule jenkins, Slave agent) {
        this.jenkins = jenkins;
        this.agent = agent;
    }

    /** @param script runs in the workspace */
    WorkflowJob create(String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition("node('" + agent.getNodeName() + "') {\n" + script + "\n}", true));
        Marketplace.plugin(agent, name);
        return job;
    }

    /** A build that has begun. */
    WorkflowRun start(String name, String script) throws Exception {
        return create(name, script).scheduleBuild2(0).waitForStart();
    }

    /** A build that has ended. */
    WorkflowRun build(String name, String script) throws Exception {
        return jenkins.waitForCompletion(start(name, script));
    }

    /** The releases of a build; empty if there are none. */
    static List<Release> releases(Run<?, ?> run) {
        PublishAction action = run.getAction(PublishAction.class);
        return action == null ? List.of() : action.getReleases();
    }

    /** Waits until a build has a number of releases. */
    static List<Release> awaitReleases(Run<?, ?> run, int count) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (releases(run).size() < count) {
            if (Instant.now().isAfter(end) || !run.isBuilding()) {
                throw new AssertionError(run + " has " + releases(run).size() + " of " + count + " releases");
            }
            Thread.sleep(100);
        }
        return releases(run);
    }
}
