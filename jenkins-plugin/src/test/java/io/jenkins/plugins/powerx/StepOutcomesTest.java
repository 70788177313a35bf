package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.Slave;
import hudson.model.TaskListener;
import hudson.tasks.Fingerprinter;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import io.jenkins.plugins.powerx.release.FindingsSink;
import io.jenkins.plugins.powerx.release.PrecheckAction;
import io.jenkins.plugins.powerx.release.PrecheckRecord;
import io.jenkins.plugins.powerx.release.PublishAction;
import io.jenkins.plugins.powerx.release.Release;
import io.jenkins.plugins.powerx.release.ReleaseFinding;
import io.jenkins.plugins.powerx.step.PxPrecheckBuilder;
import io.jenkins.plugins.powerx.step.PxPrecheckStep;
import io.jenkins.plugins.powerx.step.PxPublishBuilder;
import io.jenkins.plugins.powerx.step.PxPublishStep;
import io.powerx.publish.audit.AuditLog;
import io.powerx.publish.audit.AuditVerification;
import io.powerx.publish.json.Json;
import io.powerx.publish.secret.Redactor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The results of builds for various parameters of the steps. */
@WithJenkins
class StepOutcomesTest {
    @RegisterExtension
    static final BuildWatcherExtension WATCHER = new BuildWatcherExtension();

    private static JenkinsRule jenkins;
    private static Slave agent;

    @TempDir
    Path data;

    private Marketplace marketplace;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent = rule.createOnlineSlave();
    }

    @BeforeEach
    void open() {
        marketplace = Marketplace.start(data, options -> options.nextCheck(Duration.ofSeconds(1)))
                .configure();
    }

    @AfterEach
    void close() {
        PxGlobalConfiguration.get().setAllowCustomUrl(false);
        marketplace.close();
    }

    @Test
    void a_freestyle_job_checks_and_compares_its_builds() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("freestyle-check");
        job.setAssignedNode(agent);
        PxPrecheckStep step = new PxPrecheckStep();
        step.setChannel("beta");
        step.setOffline(true);
        job.getBuildersList().add(new PxPrecheckBuilder(step));
        Marketplace.plugin(agent, "freestyle-check");

        jenkins.buildAndAssertSuccess(job);
        FreeStyleBuild second = jenkins.buildAndAssertSuccess(job);

        PrecheckAction action = second.getAction(PrecheckAction.class);
        assertThat(action.getPrechecks())
                .singleElement()
                .returns("com.powerx.plugins.note", PrecheckRecord::getPluginId)
                .returns("beta", PrecheckRecord::getChannel)
                .returns(0, PrecheckRecord::getErrors);
        assertThat(action.getTrend()).extracting(PrecheckAction.Earlier::build).containsExactly(2, 1);
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.getOptions().setJavaScriptEnabled(false);
        assertThat(client.goTo(second.getUrl() + "powerx-precheck/")
                        .getWebResponse()
                        .getContentAsString())
                .contains("com.powerx.plugins.note")
                .contains("#1");
    }

    @Test
    void a_declarative_pipeline_checks_and_publishes() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "declarative");
        job.setDefinition(new CpsFlowDefinition("""
            pipeline {
              agent { label '%s' }
              stages {
                stage('Check') {
                  steps { pxPrecheck(channel: 'beta', format: 'sarif', output: 'precheck.sarif') }
                }
                stage('Publish') {
                  steps {
                    script {
                      def release = pxPublish(channel: 'beta')
                      echo "status=${release.status} releases=${release.releases.size()}"
                    }
                  }
                }
              }
            }
            """.formatted(agent.getNodeName()), true));
        Path workspace = Marketplace.plugin(agent, "declarative");

        WorkflowRun run = jenkins.buildAndAssertSuccess(job);

        jenkins.assertLogContains("status=queued releases=1", run);
        assertThat(Json.mapper()
                        .readTree(workspace.resolve("precheck.sarif").toFile())
                        .path("version")
                        .asText())
                .isEqualTo("2.1.0");
    }

    @Test
    void a_freestyle_job_publishes_with_the_same_parameters() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("freestyle");
        job.setAssignedNode(agent);
        PxPublishStep step = new PxPublishStep();
        step.setChannel("beta");
        job.getBuildersList().add(new PxPublishBuilder(step));
        Marketplace.plugin(agent, "freestyle");

        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);

        assertThat(build.getAction(PublishAction.class).getReleases())
                .singleElement()
                .returns("queued", Release::getStatus);
        assertThat(build.getArtifactsDir().toPath().resolve("publish-receipt.json"))
                .exists();
        assertThat(build.getAction(Fingerprinter.FingerprintAction.class)
                        .getFingerprints()
                        .keySet())
                .containsExactly("com.powerx.plugins.note-0.2.0.pxp");
    }

    @Test
    void several_channels_are_published_in_order_with_a_receipt_each() throws Exception {
        WorkflowRun run = build("channels", """
            def all = pxPublish(channels: ['beta', 'stable'])
            echo "channels=${all.releases.collect { it.channel }.join('+')}"
            """);

        jenkins.assertBuildStatusSuccess(run);
        jenkins.assertLogContains("channels=beta+stable", run);
        assertThat(run.getArtifactsDir().list()).contains("publish-receipt-beta.json", "publish-receipt-stable.json");
    }

    @Test
    void a_dry_run_shows_the_plan_and_changes_nothing() throws Exception {
        WorkflowRun run = build("dry", "echo \"status=${pxPublish(channel: 'beta', dryRun: true).status}\"");

        jenkins.assertBuildStatusSuccess(run);
        jenkins.assertLogContains("status=planned", run);
        jenkins.assertLogContains("would upload", run);
        assertThat(run.getAction(PublishAction.class)).isNull();
        assertThat(run.getArtifactsDir()).doesNotExist();
    }

    @Test
    void findings_fail_the_build_with_an_error_code_and_without_a_stack_trace() throws Exception {
        WorkflowJob job = job("strict", "pxPublish(channel: 'beta')");
        coverTooLittle("strict");

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("error PX-T006", run);
        jenkins.assertLogContains("precheck_failed", run);
        jenkins.assertLogNotContains("\tat io.", run);
        assertThat(run.getAction(PublishAction.class).getReleases())
                .singleElement()
                .satisfies(release -> assertThat(release.getFindings())
                        .extracting(ReleaseFinding::getRule)
                        .contains("PX-T006"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pxPublish", "pxPrecheck"})
    void a_tag_of_another_version_fails_the_step(String step) throws Exception {
        WorkflowRun other = build(step + "-other-tag", step + "(channel: 'beta', tag: 'v9.9.9')");
        WorkflowRun same = build(step + "-same-tag", step + "(channel: 'beta', tag: 'v0.2.0')");

        jenkins.assertBuildStatus(Result.FAILURE, other);
        jenkins.assertLogContains("v9.9.9", other);
        jenkins.assertLogContains("plugin.yaml has the version 0.2.0", other);
        jenkins.assertBuildStatusSuccess(same);
    }

    @Test
    void the_coverage_threshold_of_the_step_overrides_the_projects() throws Exception {
        WorkflowJob job = job("lenient", "pxPrecheck(offline: true, coverageThreshold: '40')");
        coverTooLittle("lenient");

        jenkins.assertLogContains("check: 0 errors", jenkins.buildAndAssertSuccess(job));
    }

    @ParameterizedTest
    @CsvSource({"never, SUCCESS", "error, UNSTABLE"})
    void findings_make_a_build_unstable_only_if_configured(String unstableOn, String expected) throws Exception {
        WorkflowJob job = job(
                "unstable-" + unstableOn,
                "def r = pxPrecheck(offline: true, failOn: 'never', unstableOn: '" + unstableOn
                        + "')\necho \"errors=${r.errors} passed=${r.passed}\"");
        coverTooLittle("unstable-" + unstableOn);

        WorkflowRun run = jenkins.buildAndAssertStatus(Result.fromString(expected), job);

        jenkins.assertLogContains("errors=1 passed=false", run);
        assertThat(new DepthFirstScanner()
                        .allNodes(run.getExecution()).stream()
                                .map(node -> node.getPersistentAction(WarningAction.class))
                                .filter(action -> action != null)
                                .map(WarningAction::getResult))
                .containsExactly(Result.fromString(expected));
    }

    @Test
    void the_audit_log_of_the_controller_has_the_build_and_its_user_and_no_secret() throws Exception {
        WorkflowJob job = job("audited", "pxPublish(channel: 'beta')");
        WorkflowRun run = jenkins.assertBuildStatusSuccess(
                job.scheduleBuild2(0, new CauseAction(new Cause.UserIdCause("alice"))));
        AuditLog log = new AuditLog(
                jenkins.jenkins.getRootDir().toPath().resolve("powerx-publish").resolve("audit"),
                Clock.systemUTC(),
                new Redactor());

        List<String> lines = new ArrayList<>();
        for (Path file : log.files()) {
            lines.addAll(Files.readAllLines(file));
        }

        assertThat(lines)
                .filteredOn(line -> line.contains("\"" + run.getExternalizableId() + "\""))
                .hasSize(2)
                .allMatch(line -> line.contains("\"user\":\"alice\""))
                .anyMatch(line -> line.contains("publish.started"))
                .anyMatch(line -> line.contains("publish.succeeded")
                        && line.contains("\"credential.token\":\"" + Marketplace.TOKEN + "\"")
                        && line.contains("\"channel\":\"beta\""));
        assertThat(lines)
                .noneMatch(line ->
                        line.contains(marketplace.sandbox.publisherToken().reveal()));
        assertThat(log.files()).allMatch(file -> AuditVerification.of(file).intact());
    }

    @Test
    void a_build_folder_and_a_target_are_chosen_by_the_step() throws Exception {
        WorkflowJob job = job("built", "pxPublish(target: 'early', buildDir: 'out')");
        FilePath workspace = agent.getWorkspaceFor(job);
        workspace.child("out").mkdirs();
        for (FilePath file : workspace.list()) {
            if (!List.of("out", "publish.yml", "reports", "CHANGELOG.md").contains(file.getName())) {
                file.renameTo(workspace.child("out").child(file.getName()));
            }
        }
        workspace
                .child("publish.yml")
                .write(
                        "publish:\n"
                                + "  targets:\n"
                                + "    - {name: early, channel: beta}\n"
                                + "    - {name: main, channel: stable}\n",
                        "UTF-8");

        WorkflowRun run = jenkins.buildAndAssertSuccess(job);

        assertThat(run.getAction(PublishAction.class).getReleases())
                .extracting(Release::getChannel)
                .containsExactly("beta");
        WorkflowRun unclear = build(
                "unclear",
                "writeFile(file: 'publish.yml', text: 'publish: {targets: [{name: a}, {name: b}]}')\n"
                        + "pxPublish(channels: ['beta'])");
        jenkins.assertBuildStatus(Result.FAILURE, unclear);
        jenkins.assertLogContains("publish.targets has several: a, b", unclear);
        jenkins.assertLogContains("Choose one of them with target:", unclear);
    }

    @Test
    void skipping_the_checks_requires_a_reason_which_is_recorded() throws Exception {
        WorkflowRun refused = build("unreasoned", "pxPublish(channel: 'beta', skipPrecheck: true)");
        WorkflowRun skipped = build(
                "reasoned",
                "pxPublish(channel: 'beta', skipPrecheck: true, skipReason: 'the report service is down',"
                        + " archivePackage: true)");

        jenkins.assertBuildStatus(Result.FAILURE, refused);
        jenkins.assertLogContains("skip_reason_missing", refused);
        jenkins.assertLogContains("skipReason:", refused);
        jenkins.assertBuildStatusSuccess(skipped);
        assertThat(skipped.getAction(PublishAction.class).getReleases())
                .singleElement()
                .returns("the report service is down", Release::getSkipReason);
        assertThat(skipped.getArtifactsDir().list()).contains("com.powerx.plugins.note-0.2.0.pxp");
    }

    @Test
    void a_key_file_in_der_format_signs() throws Exception {
        String pem = Files.readString(marketplace.sandbox.signingKey());
        Marketplace.addFile(
                "der-key", Base64.getMimeDecoder().decode(pem.replaceAll("-----(BEGIN|END) [A-Z ]+-----", "")));
        Marketplace.addFile("chain", Files.readString(marketplace.sandbox.signingCertificate()));

        WorkflowRun run = build(
                "der-key",
                "pxPublish(channel: 'beta', signingCredentialsId: 'der-key', signingCertificateCredentialsId:"
                        + " 'chain')");

        jenkins.assertBuildStatusSuccess(run);
        assertThat(run.getAction(PublishAction.class).getReleases().get(0).getCertificates())
                .isNotEmpty();
    }

    @Test
    void a_file_that_is_not_a_key_is_rejected() throws Exception {
        Marketplace.addFile("no-key", marketplace.sandbox.signingKey().toString());

        WorkflowRun run = build("no-key", "pxPublish(channel: 'beta', signingCredentialsId: 'no-key')");

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("signing_key_unreadable", run);
    }

    /** Covers half of the lines; the project requires 80 percent. */
    private static void coverTooLittle(String job) throws Exception {
        Files.writeString(
                Path.of(agent.getRemoteFS(), "workspace", job, "reports", "lcov.info"),
                "TN:\nSF:main.go\nDA:1,1\nDA:2,0\nLF:2\nLH:1\nend_of_record\n");
    }

    @ParameterizedTest
    @CsvSource({
        "approved, failure, SUCCESS",
        "rejected, failure, FAILURE",
        "needs_changes, unstable, UNSTABLE",
        "rejected, success, SUCCESS"
    })
    void the_decision_of_a_review_sets_the_result_of_the_build(String decision, String waitResult, String expected)
            throws Exception {
        String name = "wait-" + decision + "-" + waitResult;
        WorkflowJob job = job(
                name,
                "def r = pxPublish(channel: 'beta', wait: true, waitTimeout: '10m', waitResult: '" + waitResult
                        + "')\necho \"review=${r.status}\"");
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("waiting for the review", run);

        marketplace.decide(
                run.getAction(PublishAction.class).getReleases().get(0).getVersionId(),
                decision,
                "notes of a reviewer");

        jenkins.assertBuildStatus(Result.fromString(expected), jenkins.waitForCompletion(run));
        if (!expected.equals("FAILURE")) {
            jenkins.assertLogContains("review=" + decision, run);
        }
        assertThat(run.getAction(PublishAction.class).getReleases().get(0))
                .returns(decision, Release::getStatus)
                .returns("notes of a reviewer", Release::getReviewNotes);
    }

    @Test
    void a_review_that_exceeds_the_time_limit_is_reported_and_the_receipt_is_kept() throws Exception {
        WorkflowRun run =
                build("late", "pxPublish(channel: 'beta', wait: true, waitTimeout: '1s', waitResult: 'unstable')");

        jenkins.assertBuildStatus(Result.UNSTABLE, run);
        jenkins.assertLogContains("wait_timeout", run);
        assertThat(run.getArtifactsDir().toPath().resolve("publish-receipt.json"))
                .exists();
    }

    @Test
    void a_job_may_specify_its_own_marketplace_only_if_an_administrator_allows_it() throws Exception {
        String script = "pxPublish(channel: 'beta', apiUrl: '" + marketplace.sandbox.baseUri() + "', credentialsId: '"
                + Marketplace.TOKEN + "')";

        WorkflowRun refused = build("own", script);
        PxGlobalConfiguration.get().setAllowCustomUrl(true);
        WorkflowRun allowed =
                jenkins.waitForCompletion(refused.getParent().scheduleBuild2(0).waitForStart());

        jenkins.assertBuildStatus(Result.FAILURE, refused);
        jenkins.assertLogContains("does not allow jobs to specify a URL", refused);
        jenkins.assertBuildStatusSuccess(allowed);
    }

    @ParameterizedTest
    @CsvSource({"project, ../other", "receipt, /tmp/receipt.json", "project, C:/plugins"})
    void a_path_out_of_the_workspace_is_rejected(String parameter, String path) throws Exception {
        WorkflowRun run = build(
                "path-" + parameter + path.length(), "pxPublish(channel: 'beta', " + parameter + ": '" + path + "')");

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("it leads out of the workspace", run);
    }

    @Test
    void annotations_receive_the_folder_of_the_project_in_its_repository() throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "monorepo");
        job.setDefinition(new CpsFlowDefinition(
                "node('" + agent.getNodeName()
                        + "') { dir('checkout') { pxPrecheck(project: 'plugins/note', channel: 'beta', offline: true)"
                        + " } }",
                true));
        Path checkout = Path.of(agent.getRemoteFS(), "workspace", "monorepo", "checkout");
        Files.createDirectories(checkout.resolve(".git"));
        Files.createDirectories(checkout.resolve("plugins"));
        Marketplace.copy(Marketplace.docs("examples/note-plugin").toRealPath(), checkout.resolve("plugins/note"));

        jenkins.buildAndAssertSuccess(job);

        assertThat(Folders.SEEN).containsEntry("monorepo", "plugins/note/");
    }

    @Test
    void a_repository_around_the_workspace_is_ignored() throws Exception {
        WorkflowRun run = build("plain", "pxPrecheck(channel: 'beta', offline: true)");

        jenkins.assertBuildStatusSuccess(run);
        // The agent's workspace is inside the repository of this project.
        assertThat(Folders.SEEN).containsEntry("plain", "");
    }

    @Test
    void a_configuration_file_replaces_publish_yml() throws Exception {
        WorkflowJob job = job("own-config", "pxPrecheck(config: 'ci.yml', offline: true)");
        Path workspace = Path.of(agent.getRemoteFS(), "workspace", "own-config");
        Files.writeString(workspace.resolve("ci.yml"), "channel: beta\n");

        jenkins.assertLogContains("for beta", jenkins.buildAndAssertSuccess(job));
    }

    private static WorkflowRun build(String name, String script) throws Exception {
        return new Jobs(jenkins, agent).build(name, script);
    }

    private static WorkflowJob job(String name, String script) throws Exception {
        return new Jobs(jenkins, agent).create(name, script);
    }

    /** Records the folders that sinks receive, by job name. */
    @TestExtension
    public static final class Folders extends FindingsSink {
        static final Map<String, String> SEEN = new ConcurrentHashMap<>();

        @Override
        protected void accept(
                Run<?, ?> run,
                TaskListener log,
                String check,
                String page,
                String repositoryFolder,
                List<ReleaseFinding> findings) {
            SEEN.put(run.getParent().getName(), repositoryFolder);
        }
    }
}
