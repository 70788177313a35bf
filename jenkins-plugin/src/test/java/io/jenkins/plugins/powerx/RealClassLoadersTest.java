package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Slave;
import io.jenkins.plugins.powerx.config.Endpoint;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Runs the plugin in a separate Jenkins process with real class loaders, and an agent without the plugin's classes. */
class RealClassLoadersTest {
    @RegisterExtension
    final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @TempDir
    Path data;

    @Test
    void a_publish_succeeds_and_an_invalid_manifest_is_located() throws Throwable {
        try (Marketplace marketplace = Marketplace.start(data)) {
            String url = marketplace.sandbox.baseUri().toString();
            String token = marketplace.sandbox.publisherToken().reveal();
            String key = marketplace.keyAndCertificate();
            String plugin =
                    Marketplace.docs("examples/note-plugin").toRealPath().toString();

            RealJenkinsExtension.Step publish = rule -> run(rule, url, token, key, plugin);
            jenkins.then(publish);
        }
    }

    private static void run(JenkinsRule rule, String url, String token, String key, String plugin) throws Throwable {
        Marketplace.addText(Marketplace.TOKEN, token);
        Marketplace.addFile(Marketplace.KEY, key);
        Endpoint endpoint = new Endpoint("sandbox", url);
        endpoint.setCredentialsId(Marketplace.TOKEN);
        PxGlobalConfiguration configuration = PxGlobalConfiguration.get();
        configuration.setEndpoints(List.of(endpoint));
        configuration.setSigningCredentialsId(Marketplace.KEY);
        Slave agent = rule.createOnlineSlave();
        WorkflowJob job = rule.createProject(WorkflowJob.class, "release");
        job.setDefinition(new CpsFlowDefinition(
                "node('" + agent.getNodeName() + "') { echo pxPublish(channel: 'beta').status }", true));
        Path workspace = Path.of(agent.getRemoteFS(), "workspace", "release");
        Marketplace.copy(Path.of(plugin), workspace);

        WorkflowRun run = rule.buildAndAssertSuccess(job);
        assertThat(JenkinsRule.getLog(run)).contains("queued");

        Files.writeString(workspace.resolve("plugin.yaml"), "id: [broken\nname: x\n");
        WorkflowRun failed = job.scheduleBuild2(0).get();
        assertThat(JenkinsRule.getLog(failed)).contains("ERROR: manifest_invalid: plugin.yaml:2:5");
    }
}
