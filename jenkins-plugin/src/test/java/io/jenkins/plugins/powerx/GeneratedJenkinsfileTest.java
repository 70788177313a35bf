package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.powerx.publish.scaffold.Ci;
import io.powerx.publish.scaffold.RepositoryFacts;
import io.powerx.publish.scaffold.Scaffold;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The Jenkinsfile that px-plugin init writes is valid, and checks a build that is not one of a tag. */
@WithJenkins
class GeneratedJenkinsfileTest {
    @Test
    void it_builds_and_checks_the_plugin_and_publishes_no_branch(JenkinsRule jenkins) throws Exception {
        DumbSlave agent = jenkins.createOnlineSlave();
        jenkins.jenkins.setNumExecutors(0);
        Path workspace = Marketplace.plugin(agent, "generated");
        Scaffold scaffold =
                new Scaffold(RepositoryFacts.of(workspace), Set.of(Ci.JENKINS), "echo 'it is built' > built.txt");
        scaffold.write();
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "generated");
        job.setDefinition(new CpsFlowDefinition(Files.readString(workspace.resolve("Jenkinsfile")), true));

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.SUCCESS, job);

        assertThat(workspace.resolve("built.txt")).hasContent("it is built");
        jenkins.assertLogContains("0 errors", run);
        jenkins.assertLogContains("Stage \"Publish\" skipped due to when conditional", run);
    }
}
