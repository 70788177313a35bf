package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.powerx.config.Endpoint;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import io.jenkins.plugins.powerx.step.PxPublishBuilder;
import io.jenkins.plugins.powerx.step.PxPublishStep;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ConfigurationTest {
    private static JenkinsRule jenkins;

    @TempDir
    Path folder;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        Marketplace.addText("form-token", "canary");
    }

    @Test
    void configuration_is_read_from_code_and_written_as_code() throws Exception {
        Path yaml = Files.writeString(folder.resolve("jenkins.yaml"), """
                unclassified:
                  pxPublish:
                    endpoints:
                      - name: "production"
                        url: "https://marketplace.example.com"
                        credentialsId: "marketplace-token"
                        api: "core"
                        telemetry: false
                    allowCustomUrl: true
                    defaultChannel: "beta"
                    signingCredentialsId: "signing-key"
                """);

        ConfigurationAsCode.get().configure(yaml.toString());

        PxGlobalConfiguration configuration = PxGlobalConfiguration.get();
        Endpoint endpoint = configuration.endpoint("production").orElseThrow();
        assertThat(endpoint.getUrl()).isEqualTo("https://marketplace.example.com");
        assertThat(endpoint.getApi()).isEqualTo("core");
        assertThat(endpoint.isTelemetry()).isFalse();
        assertThat(configuration.isAllowCustomUrl()).isTrue();
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8))
                .contains("pxPublish:", "name: \"production\"", "defaultChannel: \"beta\"");
    }

    @Test
    void the_form_keeps_what_was_configured() throws Exception {
        Endpoint endpoint = new Endpoint("staging", "https://staging.example.com");
        endpoint.setCredentialsId("form-token");
        endpoint.setTelemetryUrl("https://telemetry.example.com");
        PxGlobalConfiguration configuration = PxGlobalConfiguration.get();
        configuration.setEndpoints(List.of(endpoint));
        configuration.setDefaultChannel("beta");

        jenkins.configRoundtrip();

        jenkins.assertEqualDataBoundBeans(
                List.of(endpoint), PxGlobalConfiguration.get().getEndpoints());
        assertThat(PxGlobalConfiguration.get().getDefaultChannel()).isEqualTo("beta");
    }

    @Test
    void the_build_step_keeps_what_was_configured() throws Exception {
        PxPublishStep step = new PxPublishStep();
        step.setProject("plugin");
        step.setChannel("beta");
        step.setCredentialsId("form-token");
        step.setSkipPrecheck(true);
        step.setSkipReason("the report service is down");
        step.setFailOn("warning");
        step.setArchivePackage(true);
        FreeStyleProject job = jenkins.createFreeStyleProject();
        job.getBuildersList().add(new PxPublishBuilder(step));

        jenkins.configRoundtrip(job);

        PxPublishStep after = job.getBuildersList().get(PxPublishBuilder.class).getPublish();
        jenkins.assertEqualDataBoundBeans(step, after);
    }

    @Test
    void the_snippet_of_an_untouched_form_names_no_parameter() {
        assertThat(DescribableModel.of(PxPublishStep.class)
                        .uninstantiate2(new PxPublishStep())
                        .getArguments())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://marketplace.example.com, OK",
        "http://127.0.0.1:8080, OK",
        "http://marketplace.example.com, ERROR",
        "https://user:secret@marketplace.example.com, ERROR",
        "javascript:alert(1), ERROR",
        "file:///etc/passwd, ERROR"
    })
    void an_address_has_to_be_fit_for_a_token(String address, FormValidation.Kind kind) {
        Endpoint.DescriptorImpl descriptor =
                (Endpoint.DescriptorImpl) jenkins.jenkins.getDescriptorOrDie(Endpoint.class);

        assertThat(descriptor.doCheckUrl(address).kind).isEqualTo(kind);
    }

    @Test
    void the_connection_test_tells_a_good_token_from_a_bad_one() {
        try (Marketplace marketplace =
                Marketplace.start(folder.resolve("sandbox")).configure()) {
            Marketplace.addText("wrong", "wrong-token-canary");
            Endpoint.DescriptorImpl descriptor =
                    (Endpoint.DescriptorImpl) jenkins.jenkins.getDescriptorOrDie(Endpoint.class);
            String url = marketplace.sandbox.baseUri().toString();

            FormValidation good = descriptor.doTestConnection(url, Marketplace.TOKEN, "marketplace", null);
            FormValidation bad = descriptor.doTestConnection(url, "wrong", "marketplace", null);

            assertThat(good.kind).as(good.getMessage()).isEqualTo(FormValidation.Kind.OK);
            assertThat(bad.kind).isEqualTo(FormValidation.Kind.ERROR);
            assertThat(bad.getMessage()).contains("unauthorized").doesNotContain("wrong-token-canary");
        }
    }
}
