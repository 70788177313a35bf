package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.util.FormValidation;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.powerx.config.Connections;
import io.jenkins.plugins.powerx.config.Endpoint;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import io.jenkins.plugins.powerx.step.PxPublishBuilder;
import io.jenkins.plugins.powerx.step.PxPublishStep;
import io.powerx.publish.config.ApiGeneration;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.Stapler;

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
    void the_stored_configuration_has_no_private_form_of_the_jdk() throws Exception {
        PxGlobalConfiguration.get().setEndpoints(List.of(new Endpoint("stored", "https://stored.example.com")));

        String xml = Files.readString(
                jenkins.jenkins.getRootDir().toPath().resolve(PxGlobalConfiguration.class.getName() + ".xml"));

        assertThat(xml).contains("<name>stored</name>").doesNotContain("CollSer", "ImmutableCollections");
    }

    @Test
    void configuration_as_code_is_imported_and_exported_without_loss() throws Exception {
        PxGlobalConfiguration configuration = PxGlobalConfiguration.get();
        String code = """
            unclassified:
              pxPublish:
                allowCustomUrl: true
                defaultChannel: "beta"
                endpoints:
                - api: "core"
                  caCertificates: "-----BEGIN CERTIFICATE-----"
                  credentialsId: "marketplace-token"
                  name: "production"
                  telemetry: false
                  telemetryUrl: "https://telemetry.example.com"
                  uploadHosts: "store.example.com, 10.1.0.0/16"
                  url: "https://marketplace.example.com"
                - name: "staging"
                  url: "https://staging.example.com"
                signingCredentialsId: "signing-key"
                signingPassphraseCredentialsId: "passphrase"
                signingServiceCredentialsId: "signing-token"
                signingServiceUrl: "https://signing.example.com"
                timestampUrl: "https://timestamps.example.com"
            """;

        apply(code);

        Endpoint endpoint = configuration.endpoint("production").orElseThrow();
        assertThat(endpoint.getApi()).isEqualTo("core");
        assertThat(endpoint.isTelemetry()).isFalse();
        assertThat(configuration.endpoint("staging").orElseThrow().isTelemetry())
                .isTrue();
        assertThat(configuration.isAllowCustomUrl()).isTrue();
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        String written = section(exported.toString(StandardCharsets.UTF_8));
        assertThat(written.lines().map(String::strip).sorted())
                .containsExactlyElementsOf(
                        code.lines().skip(2).map(String::strip).sorted().toList());
        configuration.setEndpoints(List.of());
        configuration.setSigningServiceUrl(null);
        apply("unclassified:\n  pxPublish:\n" + written);
        assertThat(configuration.endpoint("production").orElseThrow().getTelemetryUrl())
                .isEqualTo("https://telemetry.example.com");
        assertThat(configuration.getSigningServiceUrl()).isEqualTo("https://signing.example.com");
    }

    private void apply(String code) throws Exception {
        ConfigurationAsCode.get()
                .configure(
                        Files.writeString(folder.resolve("jenkins.yaml"), code).toString());
    }

    /** The lines of this plugin in an export. */
    private static String section(String export) {
        List<String> lines = export.lines().toList();
        int begin = lines.indexOf("  pxPublish:") + 1;
        return lines.subList(begin, lines.size()).stream()
                .takeWhile(line -> line.startsWith("    "))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void the_form_preserves_the_configuration() throws Exception {
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
    void an_unknown_api_generation_is_rejected() {
        Endpoint endpoint = new Endpoint("slip", "https://marketplace.example.com");

        assertThatThrownBy(() -> endpoint.setApi("cores")).hasMessageContaining("\"cores\"");
        endpoint.setApi("core");
        assertThat(Connections.generation(endpoint)).isEqualTo(ApiGeneration.CORE);
        endpoint.setApi("");
        assertThat(Connections.generation(endpoint)).isEqualTo(ApiGeneration.MARKETPLACE);
    }

    @Test
    void endpoints_that_jobs_cannot_select_are_rejected() {
        PxGlobalConfiguration configuration = PxGlobalConfiguration.get();
        configuration.setEndpoints(List.of(new Endpoint("only", "https://only.example.com")));

        assertThatThrownBy(() -> configuration.setEndpoints(List.of(
                        new Endpoint("same", "https://one.example.com"),
                        new Endpoint("same", "https://two.example.com"))))
                .hasMessageContaining("two endpoints with the name \"same\"");
        assertThatThrownBy(() -> configuration.setEndpoints(List.of(new Endpoint(" ", "https://one.example.com"))))
                .hasMessageContaining("A name is required");
        assertThat(configuration.getEndpoints()).extracting(Endpoint::getName).containsExactly("only");
    }

    @Test
    void upload_hosts_are_exact_names_addresses_and_blocks() {
        Endpoint endpoint = new Endpoint("store", "https://marketplace.example.com");
        Endpoint.DescriptorImpl descriptor =
                (Endpoint.DescriptorImpl) jenkins.jenkins.getDescriptorOrDie(Endpoint.class);

        endpoint.setUploadHosts(" store.example.com, 10.1.0.0/16 ");

        assertThat(endpoint.getUploadHosts()).isEqualTo("store.example.com, 10.1.0.0/16");
        assertThat(descriptor.doCheckUploadHosts("store.example.com, 10.1.0.0/16").kind)
                .isEqualTo(FormValidation.Kind.OK);
        assertThat(descriptor.doCheckUploadHosts("*.example.com").kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThatThrownBy(() -> endpoint.setUploadHosts("*.example.com"))
                .hasMessageContaining("The upload hosts must list exact host names");
        endpoint.setUploadHosts("");
        assertThat(endpoint.getUploadHosts()).isNull();
    }

    @Test
    void a_form_with_a_duplicate_endpoint_name_changes_nothing() throws Exception {
        PxGlobalConfiguration configuration = PxGlobalConfiguration.get();
        configuration.setEndpoints(List.of(new Endpoint("only", "https://only.example.com")));
        JSONObject form = JSONObject.fromObject("""
            {"allowCustomUrl": true, "endpoints": [
              {"name": "same", "url": "https://one.example.com"}, {"name": "same", "url": "https://two.example.com"}]}
            """);

        String refused = jenkins.executeOnServer(() -> {
            try {
                configuration.configure(Stapler.getCurrentRequest2(), form);
                return "accepted";
            } catch (Descriptor.FormException e) {
                return e.getMessage();
            }
        });

        assertThat(refused).contains("two endpoints with the name");
        assertThat(configuration.getEndpoints()).extracting(Endpoint::getName).containsExactly("only");
    }

    @Test
    void the_connection_test_shows_how_far_a_request_gets_and_what_to_do() {
        Endpoint.DescriptorImpl descriptor =
                (Endpoint.DescriptorImpl) jenkins.jenkins.getDescriptorOrDie(Endpoint.class);

        FormValidation unreachable = descriptor.doTestConnection("http://127.0.0.1:1", null, "marketplace", null);

        assertThat(unreachable.kind).isEqualTo(FormValidation.Kind.ERROR);
        assertThat(unreachable.renderHtml())
                .contains("<li>connection: ", "Check the port of the URL and the firewall.")
                .doesNotContain("{proxy}");
    }

    @Test
    void the_form_of_the_build_step_preserves_its_parameters() throws Exception {
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
    void a_step_without_parameters_has_no_arguments() {
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
    void an_endpoint_url_must_be_safe_for_a_token(String address, FormValidation.Kind kind) {
        Endpoint.DescriptorImpl descriptor =
                (Endpoint.DescriptorImpl) jenkins.jenkins.getDescriptorOrDie(Endpoint.class);

        assertThat(descriptor.doCheckUrl(address).kind).isEqualTo(kind);
    }

    @Test
    void the_connection_test_accepts_a_valid_token_and_rejects_an_invalid_one() {
        try (Marketplace marketplace =
                Marketplace.start(folder.resolve("sandbox")).configure()) {
            Marketplace.addText("wrong", "wrong-token-canary");
            Endpoint.DescriptorImpl descriptor =
                    (Endpoint.DescriptorImpl) jenkins.jenkins.getDescriptorOrDie(Endpoint.class);
            String url = marketplace.sandbox.baseUri().toString();

            FormValidation good = descriptor.doTestConnection(url, Marketplace.TOKEN, "marketplace", null);
            FormValidation bad = descriptor.doTestConnection(url, "wrong", "marketplace", null);
            FormValidation without = descriptor.doTestConnection(url, "", "marketplace", null);

            assertThat(good.kind).as(good.getMessage()).isEqualTo(FormValidation.Kind.OK);
            assertThat(good.renderHtml()).contains("token: the Marketplace accepts it", "clock: ");
            assertThat(bad.kind).isEqualTo(FormValidation.Kind.ERROR);
            assertThat(bad.renderHtml())
                    .contains("token: unauthorized: ", "credentialsId: (a secret text)")
                    .doesNotContain("wrong-token-canary");
            assertThat(without.kind).isEqualTo(FormValidation.Kind.WARNING);
        }
    }
}
