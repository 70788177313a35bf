package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.powerx.config.Endpoint;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import io.jenkins.plugins.powerx.release.PublishAction;
import io.jenkins.plugins.powerx.release.Release;
import io.jenkins.plugins.powerx.release.ReleaseEntry;
import io.jenkins.plugins.powerx.release.ReleaseIndex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Several publishes in one build neither replace each other's releases nor overwrite each other's files. */
@WithJenkins
class SeveralPublishesTest {
    @TempDir
    Path data;

    private JenkinsRule jenkins;
    private Marketplace marketplace;
    private Slave agent;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        marketplace = Marketplace.start(data.resolve("first")).configure();
        agent = rule.createOnlineSlave();
    }

    @AfterEach
    void stop() {
        marketplace.close();
    }

    @Test
    void the_same_version_at_two_endpoints_is_two_releases_with_a_receipt_each() throws Exception {
        try (Marketplace other = Marketplace.start(data.resolve("second"))) {
            addEndpoint("second", other);

            WorkflowRun run = build(
                    "two",
                    "pxPublish(channel: 'beta'); pxPublish(channel: 'beta', endpoint: 'second', signingCredentialsId:"
                            + " 'second-key')");

            jenkins.assertBuildStatusSuccess(run);
            assertThat(releases(run)).extracting(Release::getEndpoint).containsExactly("sandbox", "second");
            assertThat(releases(run)).extracting(Release::getStatus).containsOnly("queued");
            assertThat(ReleaseIndex.get().of(run.getParent()))
                    .extracting(ReleaseEntry::getEndpoint)
                    .containsExactlyInAnyOrder("sandbox", "second");
            assertThat(releases(run))
                    .extracting(Release::getReceipt)
                    .containsExactly(
                            "publish-receipt.json", "publish-receipt-com.powerx.plugins.note-beta-second.json");
            JenkinsRule.WebClient client = jenkins.createWebClient();
            client.getOptions().setJavaScriptEnabled(false);
            assertThat(client.getPage(run).getWebResponse().getContentAsString())
                    .contains("beta, sandbox")
                    .contains("beta, second");
            for (Release release : releases(run)) {
                assertThat(run.getArtifactsDir().toPath().resolve(release.getReceipt()))
                        .content()
                        .contains("\"publishId\" : \"" + release.getPublishId() + "\"");
            }
        }
    }

    @Test
    void a_conflict_is_listed_next_to_the_release_that_is_in_review() throws Exception {
        WorkflowRun run = build("conflict", """
            pxPublish(channel: 'beta')
            writeFile file: 'plugin.yaml', text: readFile('plugin.yaml') + '\\n# changed\\n'
            pxPublish(channel: 'beta')
            """);

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("version_conflict", run);
        assertThat(releases(run)).extracting(Release::getStatus).containsExactly("queued", "failed");
        assertThat(releases(run).get(0).getVersionId()).isNotNull();
        assertThat(releases(run).get(1).getFailure().getCode()).isEqualTo("version_conflict");
        assertThat(ReleaseIndex.get().of(run.getParent()))
                .extracting(ReleaseEntry::getStatus)
                .containsExactlyInAnyOrder("queued", "failed");
        assertThat(run.getArtifactsDir().toPath().resolve("publish-receipt.json"))
                .content()
                .contains("\"status\" : \"queued\"");
    }

    @Test
    void publishing_the_same_content_twice_is_one_release() throws Exception {
        WorkflowRun run = build("twice", "pxPublish(channel: 'beta'); pxPublish(channel: 'beta')");

        jenkins.assertBuildStatusSuccess(run);
        assertThat(releases(run)).hasSize(1);
        assertThat(receipts(run)).containsExactly("publish-receipt.json");
    }

    @Test
    void parallel_publishes_of_two_plugins_keep_their_receipts() throws Exception {
        WorkflowJob job = job(
                "parallel",
                "parallel a: { pxPublish(channel: 'beta', project: 'note') },"
                        + " b: { pxPublish(channel: 'beta', project: 'other', failOn: 'never') }");
        Path workspace = Path.of(agent.getRemoteFS(), "workspace", "parallel");
        Marketplace.copy(example(), workspace.resolve("note"));
        Marketplace.copy(example(), workspace.resolve("other"));
        rename(workspace.resolve("other"));

        WorkflowRun run = jenkins.buildAndAssertSuccess(job);

        assertThat(releases(run))
                .extracting(Release::getPluginId)
                .containsExactlyInAnyOrder("com.powerx.plugins.note", "com.powerx.plugins.other");
        assertThat(receipts(run)).hasSize(2).contains("publish-receipt.json");
        for (Release release : releases(run)) {
            assertThat(run.getArtifactsDir().toPath().resolve(release.getReceipt()))
                    .content()
                    .contains("\"id\" : \"" + release.getPluginId() + "\"");
        }
    }

    @Test
    void a_success_after_a_failed_attempt_has_the_plain_receipt_and_both_are_listed() throws Exception {
        WorkflowRun run = build("retried", """
            try {
              pxPublish(channel: 'beta', credentialsId: 'nobody')
            } catch (failed) {
              echo 'again'
            }
            pxPublish(channel: 'beta')
            """);

        jenkins.assertBuildStatusSuccess(run);
        assertThat(releases(run)).extracting(Release::getStatus).containsExactly("failed", "queued");
        assertThat(releases(run).get(1).getReceipt()).isEqualTo("publish-receipt.json");
    }

    @Test
    void a_publish_that_fails_before_it_reads_the_plugin_is_listed_with_its_reason() throws Exception {
        WorkflowRun run = build("unread", "pxPublish(channel: 'beta', endpoint: 'nowhere')");

        jenkins.assertBuildStatus(Result.FAILURE, run);
        assertThat(releases(run))
                .singleElement()
                .returns("failed", Release::getStatus)
                .returns("beta", Release::getChannel)
                .returns("nowhere", Release::getEndpoint)
                .satisfies(release -> assertThat(release.getFailure().getCode()).isEqualTo("endpoint_missing"));
        assertThat(ReleaseIndex.get().of(run.getParent()))
                .singleElement()
                .returns("endpoint_missing", ReleaseEntry::getErrorCode);
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.getOptions().setJavaScriptEnabled(false);
        for (String page :
                List.of(run.getUrl() + "powerx-release/", "job/unread/powerx-releases/", "powerx-releases/")) {
            assertThat(client.goTo(page).getWebResponse().getContentAsString())
                    .as(page)
                    .contains("Plugin not read");
        }
    }

    private void addEndpoint(String name, Marketplace other) {
        Marketplace.addText(name + "-token", other.sandbox.publisherToken().reveal());
        Marketplace.addFile(name + "-key", other.keyAndCertificate());
        Endpoint endpoint = new Endpoint(name, other.sandbox.baseUri().toString());
        endpoint.setCredentialsId(name + "-token");
        List<Endpoint> endpoints = new ArrayList<>(PxGlobalConfiguration.get().getEndpoints());
        endpoints.add(endpoint);
        PxGlobalConfiguration.get().setEndpoints(endpoints);
    }

    private static Path example() throws Exception {
        return Marketplace.docs("examples/note-plugin").toRealPath();
    }

    private static void rename(Path project) throws Exception {
        Path manifest = project.resolve("plugin.yaml");
        Files.writeString(
                manifest, Files.readString(manifest).replace("com.powerx.plugins.note", "com.powerx.plugins.other"));
    }

    private static List<Release> releases(WorkflowRun run) {
        return run.getAction(PublishAction.class).getReleases();
    }

    private static List<String> receipts(WorkflowRun run) {
        return run.getArtifacts().stream()
                .map(artifact -> artifact.getFileName())
                .filter(name -> name.startsWith("publish-receipt"))
                .toList();
    }

    private WorkflowRun build(String name, String script) throws Exception {
        return new Jobs(jenkins, agent).build(name, script);
    }

    private WorkflowJob job(String name, String script) throws Exception {
        return new Jobs(jenkins, agent).create(name, script);
    }
}
