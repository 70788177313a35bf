package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.Slave;
import io.jenkins.plugins.powerx.config.Endpoint;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import io.jenkins.plugins.powerx.release.PrecheckAction;
import io.jenkins.plugins.powerx.release.PrecheckRecord;
import io.jenkins.plugins.powerx.release.Release;
import io.jenkins.plugins.powerx.release.ReleaseArtifact;
import io.jenkins.plugins.powerx.step.PxPublishBuilder;
import io.jenkins.plugins.powerx.step.PxPublishStep;
import io.powerx.publish.sandbox.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** One step publishes to all targets of the project. */
@WithJenkins
class TargetsTest {
    private static final String TARGETS = """
        publish:
          targets:
            - {name: early, channel: beta}
            - {name: main, channel: stable}
        """;

    @TempDir
    Path data;

    private JenkinsRule jenkins;
    private Marketplace marketplace;
    private Slave agent;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        marketplace = Marketplace.start(data.resolve("first"), options -> options.nextCheck(Duration.ofSeconds(1)))
                .configure();
        agent = rule.createOnlineSlave();
    }

    @AfterEach
    void stop() {
        marketplace.close();
    }

    @Test
    void every_target_has_its_own_release_and_receipt() throws Exception {
        WorkflowRun run = build(
                "all",
                TARGETS,
                "def r = pxPublish()\n"
                        + "echo \"first=${r.target} all=${r.releases.collect { it.target + ':' + it.status }}\"");

        jenkins.assertBuildStatusSuccess(run);
        jenkins.assertLogContains("first=early all=[early:queued, main:queued]", run);
        assertThat(Jobs.releases(run)).extracting(Release::getChannel).containsExactly("beta", "stable");
        assertThat(Jobs.releases(run))
                .extracting(Release::getReceipt)
                .containsExactly("publish-receipt.early.json", "publish-receipt.main.json");
        for (Release release : Jobs.releases(run)) {
            assertThat(run.getArtifactsDir().toPath().resolve(release.getReceipt()))
                    .content()
                    .contains("\"publishId\" : \"" + release.getPublishId() + "\"");
            assertThat(Path.of(agent.getRemoteFS(), "workspace", "all", release.getReceipt()))
                    .exists();
        }
    }

    @Test
    void a_chosen_target_is_published_alone_and_keeps_the_plain_receipt() throws Exception {
        WorkflowRun run = build("chosen", TARGETS, "pxPublish(target: 'main')");

        jenkins.assertBuildStatusSuccess(run);
        assertThat(Jobs.releases(run))
                .singleElement()
                .returns("stable", Release::getChannel)
                .returns("publish-receipt.json", Release::getReceipt);
    }

    @Test
    void the_package_is_built_once_for_all_targets() throws Exception {
        List<String> uploaded = new CopyOnWriteArrayList<>();
        try (Marketplace watched = Marketplace.start(
                        data.resolve("watched"),
                        options -> options.faults(call -> {
                            if (call.operation().equals("uploadPart")) {
                                uploaded.add(packageFile("once"));
                            }
                            return Fault.NONE;
                        }))
                .configure()) {
            WorkflowRun run = build("once", TARGETS, "pxPublish(archivePackage: true)");

            jenkins.assertBuildStatusSuccess(run);
            assertThat(Jobs.releases(run)).extracting(Release::getStatus).containsExactly("queued", "queued");
            assertThat(run.getArtifactsDir().list()).contains("com.powerx.plugins.note-0.2.0.pxp");
        }
        assertThat(uploaded).hasSizeGreaterThan(1).containsOnly(uploaded.get(0));
        assertThat(temporary("once")).as("packages are removed").isEmptyDirectory();
    }

    @Test
    void targets_with_their_own_signing_profiles_have_their_own_packages() throws Exception {
        WorkflowRun run = build(
                "profiles",
                TARGETS.replace("channel: beta", "channel: beta, profile: ecdsa-p256"),
                "pxPublish(archivePackage: true)");

        jenkins.assertBuildStatusSuccess(run);
        assertThat(packages(run)).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void the_environment_sets_options_of_a_target() throws Exception {
        WorkflowRun run = build(
                "environment",
                TARGETS,
                "withEnv(['PX_TARGET_EARLY_CHANNEL=stable', 'PX_TARGET_EARLI_CHANNEL=beta']) { pxPublish(target:"
                        + " 'early') }");

        jenkins.assertBuildStatusSuccess(run);
        assertThat(Jobs.releases(run)).extracting(Release::getChannel).containsExactly("stable");
        jenkins.assertLogContains("warning: unknown variable PX_TARGET_EARLI_CHANNEL", run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MARKETPLACE_API_URL", "MARKETPLACE_TOKEN", "SIGNING_KEY", "CA_BUNDLE"})
    void the_environment_cannot_set_where_a_target_is_published_or_its_secrets(String variable) throws Exception {
        WorkflowRun run = build(
                "refused-" + variable.toLowerCase(Locale.ROOT),
                TARGETS,
                "withEnv(['PX_TARGET_EARLY_" + variable + "=https://other.example.com']) { pxPublish() }");

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("option_invalid: ", run);
        jenkins.assertLogContains("PX_TARGET_EARLY_" + variable, run);
        jenkins.assertLogContains("use an endpoint with the name of the target", run);
        assertThat(Jobs.releases(run)).extracting(Release::getStatus).containsOnly("failed");
    }

    @Test
    void a_target_uses_the_endpoint_with_its_name() throws Exception {
        try (Marketplace other = Marketplace.start(data.resolve("second"))) {
            addEndpoint("early", other, other.sandbox.publisherToken().reveal());

            WorkflowRun run = build("named", TARGETS, "pxPublish()");

            assertThat(Jobs.releases(run)).extracting(Release::getEndpoint).containsExactly("early", "sandbox");
        }
    }

    @Test
    void a_target_that_fails_does_not_stop_the_others_and_fails_the_build() throws Exception {
        addEndpoint("early", marketplace, "wrong");

        WorkflowRun run = build("partly", TARGETS, "pxPublish()");

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("1 target of 2 failed: early", run);
        jenkins.assertLogContains("Target early: ", run);
        assertThat(Jobs.releases(run)).extracting(Release::getStatus).containsExactly("failed", "queued");
        assertThat(Jobs.releases(run).get(1).getChannel()).isEqualTo("stable");
    }

    @Test
    void two_targets_with_the_same_marketplace_and_channel_are_refused() throws Exception {
        WorkflowRun run = build("same", TARGETS.replace("stable", "beta"), "pxPublish()");

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("the targets early and main have the same Marketplace and channel", run);
        assertThat(Jobs.releases(run)).extracting(Release::getStatus).containsOnly("failed");
    }

    @Test
    void each_target_waits_for_its_review() throws Exception {
        WorkflowJob job = job("waits", TARGETS, "pxPublish(wait: true, waitTimeout: '5m')");
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("review: queued", run);

        marketplace.decide(Jobs.releases(run).get(0).getVersionId(), "rejected", "not yet");
        jenkins.waitForMessage("[PowerX] target main", run);
        marketplace.decide(Jobs.awaitReleases(run, 2).get(1).getVersionId(), "approved", "");

        jenkins.assertBuildStatus(Result.FAILURE, jenkins.waitForCompletion(run));
        jenkins.assertLogContains("1 target of 2 failed: early", run);
        assertThat(Jobs.releases(run)).extracting(Release::getStatus).containsExactly("rejected", "approved");
    }

    @Test
    void a_freestyle_job_publishes_to_every_target() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("freestyle");
        job.setAssignedNode(agent);
        job.getBuildersList().add(new PxPublishBuilder(new PxPublishStep()));
        Marketplace.plugin(agent, "freestyle");
        configure("freestyle", TARGETS);

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        assertThat(Jobs.releases(build)).extracting(Release::getChannel).containsExactly("beta", "stable");
    }

    @Test
    void the_precheck_is_for_every_target() throws Exception {
        WorkflowRun run = build("checked", TARGETS, "pxPrecheck(offline: true)");

        jenkins.assertBuildStatusSuccess(run);
        assertThat(run.getAction(PrecheckAction.class).getPrechecks())
                .singleElement()
                .returns("beta, stable", PrecheckRecord::getChannel);
    }

    /** Identifies the file with the package on the agent, which is another one if it was written again. */
    private String packageFile(String job) {
        try (Stream<Path> files = Files.walk(temporary(job))) {
            Path file = files.filter(path -> path.toString().endsWith(".pxp"))
                    .findFirst()
                    .orElseThrow();
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.fileKey() + " " + attributes.lastModifiedTime();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path temporary(String job) {
        return Path.of(agent.getRemoteFS(), "workspace", job + "@tmp");
    }

    /** The digest of the package of each release. */
    private static List<String> packages(Run<?, ?> run) {
        return Jobs.releases(run).stream()
                .map(release -> release.getArtifacts().stream()
                        .filter(artifact -> artifact.getRole().equals("package"))
                        .map(ReleaseArtifact::getSha256)
                        .findFirst()
                        .orElse(null))
                .toList();
    }

    private static void addEndpoint(String name, Marketplace to, String token) {
        Marketplace.addText(name + "-token", token);
        Endpoint endpoint = new Endpoint(name, to.sandbox.baseUri().toString());
        endpoint.setCredentialsId(name + "-token");
        List<Endpoint> endpoints = new ArrayList<>(PxGlobalConfiguration.get().getEndpoints());
        endpoints.add(endpoint);
        PxGlobalConfiguration.get().setEndpoints(endpoints);
    }

    private WorkflowRun build(String name, String publishFile, String script) throws Exception {
        return jenkins.waitForCompletion(
                job(name, publishFile, script).scheduleBuild2(0).waitForStart());
    }

    private WorkflowJob job(String name, String publishFile, String script) throws Exception {
        WorkflowJob job = new Jobs(jenkins, agent).create(name, script);
        configure(name, publishFile);
        return job;
    }

    private void configure(String job, String publishFile) throws Exception {
        Files.writeString(Path.of(agent.getRemoteFS(), "workspace", job, "publish.yml"), publishFile);
    }
}
