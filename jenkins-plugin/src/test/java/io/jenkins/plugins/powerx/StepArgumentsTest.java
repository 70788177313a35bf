package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import hudson.model.Slave;
import io.jenkins.plugins.powerx.config.Endpoint;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import io.jenkins.plugins.powerx.release.PublishAction;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What scripts may pass to the steps. */
@WithJenkins
class StepArgumentsTest {
    private static JenkinsRule jenkins;
    private static Slave agent;
    private static int jobs;

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
        marketplace = Marketplace.start(data).configure();
    }

    @AfterEach
    void close() {
        marketplace.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        pxPublish(chanel: 'beta') | pxPublish has no parameter "chanel"; did you mean channel?
        pxPrecheck(channel: 'beta', ofline: true) | pxPrecheck has no parameter "ofline"; did you mean offline?
        pxPublish(xyz: 1) | pxPublish has no parameter "xyz"; its parameters are apiUrl, archive
        pxPublish(channel: 'beta', wait: 'soon') | pxPublish expects true or false for wait, not "soon"
        pxPublish(channel: ['beta']) | pxPublish expects a text or a number for channel, not "[beta]"
        pxPublish(channels: [beta: 1]) | pxPublish expects a list of texts for channels, not "{beta=1}"
        """)
    void an_unusable_parameter_is_one_line_and_nothing_is_published(String script, String message) throws Exception {
        WorkflowRun run = build(script);

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("ERROR: " + message, run);
        jenkins.assertLogNotContains("\tat ", run);
        assertThat(run.getAction(PublishAction.class)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        pxPublish(channel: 'beta', failOn: 'warnings') | use failOn: 'warnings', but it must be error, warning or never
        pxPublish(channel: 'beta', unstableOn: 'eror') | use unstableOn: 'eror', but it must be error, warning or never
        pxPublish(channel: 'beta', wait: true, waitResult: 'ok') | use waitResult: 'ok', but it must be failure, unstable
        pxPublish(channel: 'beta', receipt: 'backend') | use receipt: 'backend', but it is a folder
        pxPrecheck(channel: 'beta', unstableOn: 'all') | use unstableOn: 'all', but it must be error, warning or never
        pxPrecheck(channel: 'beta', output: 'backend') | use output: 'backend', but it is a folder
        """)
    void a_value_that_a_parameter_does_not_allow_fails_before_anything_is_published(String script, String message)
            throws Exception {
        WorkflowRun run = build(script);

        jenkins.assertBuildStatus(Result.FAILURE, run);
        jenkins.assertLogContains("ERROR: option_invalid: Tried to " + message, run);
        jenkins.assertLogNotContains("\tat ", run);
        jenkins.assertLogNotContains("inspect:", run);
    }

    @Test
    void an_address_of_the_configuration_that_is_no_url_is_one_line_and_a_failed_release() throws Exception {
        PxGlobalConfiguration.get().setEndpoints(List.of(new Endpoint("slip", "not a url ^%")));

        WorkflowRun publish = build("pxPublish(channel: 'beta', credentialsId: '" + Marketplace.TOKEN + "')");
        WorkflowRun precheck = build("pxPrecheck(channel: 'beta', credentialsId: '" + Marketplace.TOKEN + "')");

        String message = "Tried to use the server's URL, but it is not a URL such as https://market.example";
        jenkins.assertBuildStatus(Result.FAILURE, publish);
        jenkins.assertLogContains("ERROR: option_invalid: " + message, publish);
        assertThat(publish.getAction(PublishAction.class).getReleases()).hasSize(1);
        jenkins.assertBuildStatus(Result.FAILURE, precheck);
        for (WorkflowRun run : List.of(publish, precheck)) {
            jenkins.assertLogNotContains("\tat ", run);
        }
    }

    @Test
    void a_parameter_without_a_value_counts_as_omitted() throws Exception {
        WorkflowRun run = build("""
            pxPrecheck(channel: null, offline: null)
            pxPublish(channel: 'beta', channels: null, archive: null, dryRun: null)
            """);

        jenkins.assertBuildStatusSuccess(run);
        assertThat(run.getAction(PublishAction.class).getReleases()).hasSize(1);
        assertThat(run.getArtifactsDir().toPath().resolve("publish-receipt.json"))
                .exists();
    }

    @Test
    void numbers_and_texts_are_accepted_for_the_same_parameter() throws Exception {
        WorkflowRun numbers =
                build("pxPublish(channel: \"${'be' + 'ta'}\", uploadConcurrency: 8, coverageThreshold: 70)");
        WorkflowRun texts = build("pxPublish(channel: 'beta', uploadConcurrency: '8', dryRun: 'true')");

        jenkins.assertBuildStatusSuccess(numbers);
        assertThat(numbers.getAction(PublishAction.class).getReleases()).hasSize(1);
        jenkins.assertBuildStatusSuccess(texts);
        jenkins.assertLogContains("would upload", texts);
    }

    private static WorkflowRun build(String script) throws Exception {
        return new Jobs(jenkins, agent).build("job-" + jobs++, script);
    }
}
