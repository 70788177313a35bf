package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.util.FormValidation;
import io.jenkins.plugins.powerx.config.Endpoint;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import io.jenkins.plugins.powerx.step.PxPrecheckStep;
import io.jenkins.plugins.powerx.step.PxPublishStep;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The forms of the Snippet Generator and of jobs. */
@WithJenkins
class StepFormsTest {
    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        Marketplace.addText("token", "canary");
        Marketplace.addText("passphrase", "canary");
        Marketplace.addFile("key", "canary");
        Marketplace.addFile("chain", "canary");
        PxGlobalConfiguration.get()
                .setEndpoints(List.of(
                        new Endpoint("production", "https://marketplace.example.com"),
                        new Endpoint("staging", "https://staging.example.com")));
    }

    @Test
    void the_form_of_pxPublish_preserves_every_parameter() throws Exception {
        PxPublishStep step = new PxPublishStep();
        step.setProject("plugins/note");
        step.setConfig("ci.yml");
        step.setChannel("beta");
        step.setChannels(List.of("beta", "stable"));
        step.setNotes("notes.md");
        step.setCoverageThreshold("75");
        step.setCoverage("85");
        step.setCommit("0123456789abcdef");
        step.setTenant("team");
        step.setEndpoint("staging");
        step.setApiUrl("https://own.example.com");
        step.setCredentialsId("token");
        step.setConnectTimeout("5s");
        step.setStallTimeout("90s");
        step.setFailOn("warning");
        step.setUnstableOn("error");
        step.setSigningCredentialsId("key");
        step.setSigningPassphraseCredentialsId("passphrase");
        step.setSigningCertificateCredentialsId("chain");
        step.setSigningProfile("rsa-pss");
        step.setSigningKeyId("key-1");
        step.setSkipPrecheck(true);
        step.setSkipReason("the report service is down");
        step.setResume("pub_1");
        step.setDryRun(true);
        step.setWait(true);
        step.setWaitTimeout("2h");
        step.setWaitResult("unstable");
        step.setReceipt("out/receipt.json");
        step.setArchive(false);
        step.setArchivePackage(true);
        step.setUploadConcurrency("2");
        step.setUploadLimit("10MB/s");
        step.setDeadline("1h");
        step.setTelemetry(false);

        PxPublishStep after = new StepConfigTester(jenkins).configRoundTrip(step);

        jenkins.assertEqualDataBoundBeans(step, after);
    }

    @Test
    void the_form_of_pxPrecheck_preserves_every_parameter() throws Exception {
        PxPrecheckStep step = new PxPrecheckStep();
        step.setProject("plugins/note");
        step.setConfig("ci.yml");
        step.setChannel("beta");
        step.setNotes("notes.md");
        step.setCoverageThreshold("75");
        step.setCoverage("85");
        step.setCommit("0123456789abcdef");
        step.setTenant("team");
        step.setEndpoint("staging");
        step.setApiUrl("https://own.example.com");
        step.setCredentialsId("token");
        step.setConnectTimeout("5s");
        step.setStallTimeout("90s");
        step.setFailOn("warning");
        step.setUnstableOn("error");
        step.setFormat("sarif");
        step.setOutput("precheck.sarif");
        step.setOffline(true);

        PxPrecheckStep after = new StepConfigTester(jenkins).configRoundTrip(step);

        jenkins.assertEqualDataBoundBeans(step, after);
    }

    @Test
    void the_snippet_of_an_unchanged_form_has_no_parameters() throws Exception {
        PxPublishStep after = new StepConfigTester(jenkins).configRoundTrip(new PxPublishStep());

        jenkins.assertEqualDataBoundBeans(new PxPublishStep(), after);
        assertThat(Snippetizer.object2Groovy(after)).isEqualTo("pxPublish()");
    }

    @Test
    void the_snippet_contains_the_chosen_parameters() throws Exception {
        PxPublishStep step = new PxPublishStep();
        step.setChannels(List.of("beta stable"));
        step.setWait(true);

        assertThat(Snippetizer.object2Groovy(step)).isEqualTo("pxPublish channels: ['beta', 'stable'], wait: true");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "checkWaitTimeout, 30m, OK",
                "checkWaitTimeout, soon, ERROR",
                "checkDeadline, PT2H, OK",
                "checkUploadLimit, 10MB/s, OK",
                "checkUploadLimit, fast, ERROR",
                "checkUploadConcurrency, 16, OK",
                "checkUploadConcurrency, 17, ERROR",
                "checkCoverageThreshold, 80, OK",
                "checkCoverageThreshold, 101, ERROR",
                "checkChannels, 'beta, stable', OK",
                "checkChannels, nightly, ERROR",
                "checkProject, plugins/note, OK",
                "checkProject, ../note, ERROR",
                "checkReceipt, /etc/receipt.json, ERROR",
                "checkConfig, -, OK"
            })
    void a_field_rejects_invalid_values(String check, String value, FormValidation.Kind kind) throws Exception {
        PxPublishStep.DescriptorImpl descriptor =
                jenkins.jenkins.getDescriptorByType(PxPublishStep.DescriptorImpl.class);
        String method = "doC" + check.substring(1);

        FormValidation result = (FormValidation)
                descriptor.getClass().getMethod(method, String.class).invoke(descriptor, value);

        assertThat(result.kind).as(result.getMessage()).isEqualTo(kind);
    }

    @Test
    void missing_credentials_are_reported() {
        PxPublishStep.DescriptorImpl descriptor =
                jenkins.jenkins.getDescriptorByType(PxPublishStep.DescriptorImpl.class);

        assertThat(descriptor.doCheckSigningCredentialsId(null, "key").kind).isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckSigningCredentialsId(null, "token").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(descriptor.doCheckSigningPassphraseCredentialsId(null, "passphrase").kind)
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckCredentialsId(null, "nobody", "", "").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(descriptor.doCheckSkipReason("", true).kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(descriptor.doCheckApiUrl(null, "https://own.example.com", "", "token").kind)
                .isEqualTo(FormValidation.Kind.ERROR);
    }
}
