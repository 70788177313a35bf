package io.powerx.publish.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.scaffold.Ci;
import io.powerx.publish.scaffold.RepositoryFacts;
import io.powerx.publish.scaffold.Scaffold;
import io.powerx.publish.yaml.YamlDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workflow that px-plugin init writes does what it says: its steps are run as a runner would. */
class GeneratedWorkflowTest {
    private Job job;
    private JsonNode workflow;

    @BeforeEach
    void givenAJobWithTheGeneratedWorkflow(@TempDir Path root) throws Exception {
        job = new Job(root);
        Files.delete(job.plugin().resolve("publish.yml"));
        Files.createDirectories(job.workspace.resolve(".git"));
        new Scaffold(RepositoryFacts.of(job.plugin()), Set.of(Ci.GITHUB), null).write();
        workflow = YamlDocument.parse(
                        "px-plugin.yml",
                        Files.readString(job.workspace.resolve(".github/workflows/px-plugin.yml")),
                        ErrorCode.CONFIG_INVALID)
                .root();
    }

    @AfterEach
    void end() {
        job.close();
    }

    /** Runs the step of that job that uses the action, with the values of its expressions. */
    private Job.Step run(String name, Map<String, String> expressions) throws Exception {
        JsonNode step = null;
        for (JsonNode each : workflow.at("/jobs/" + name + "/steps")) {
            step = each.path("uses").asText().startsWith("powerx/publish-action@") ? each : step;
        }
        List.of("project", "api-url", "token", "signing-key", "signing-certificate")
                .forEach(job::without);
        step.path("with").properties().forEach(input -> {
            String value = input.getValue().asText();
            job.with(input.getKey(), expressions.getOrDefault(value, value));
        });
        return job.run();
    }

    private Map<String, String> expressions(String tag) throws Exception {
        return Map.of(
                "${{ github.ref_name }}", tag,
                "${{ contains(github.ref_name, '-') && 'beta' || 'stable' }}", "stable",
                "${{ vars.PX_MARKETPLACE_API_URL }}", job.sandbox.baseUri().toString(),
                "${{ secrets.PX_SIGNING_KEY }}", Files.readString(job.sandbox.signingKey()),
                "${{ vars.PX_SIGNING_CERTIFICATE }}", Files.readString(job.sandbox.signingCertificate()));
    }

    @Test
    void the_check_of_a_pull_request_needs_neither_token_nor_marketplace() throws Exception {
        Job.Step step = run("check", Map.of());

        assertThat(step.exitCode()).as(step.log()).isZero();
        assertThat(step.outputs()).containsEntry("findings-error", "0");
    }

    @Test
    void the_version_of_a_tag_is_published() throws Exception {
        job.variable("PX_MARKETPLACE_TOKEN", job.sandbox.publisherToken().reveal());

        Job.Step step = run("publish", expressions("plugin/v0.2.0"));

        assertThat(step.exitCode()).as(step.log()).isZero();
        assertThat(step.outputs()).containsEntry("status", "queued");
    }

    @Test
    void a_tag_of_another_version_publishes_nothing() throws Exception {
        job.variable("PX_MARKETPLACE_TOKEN", job.sandbox.publisherToken().reveal());

        Job.Step step = run("publish", expressions("plugin/v0.3.0"));

        assertThat(step.exitCode()).isEqualTo(3);
        assertThat(step.outputs()).containsEntry("error-code", "tag_mismatch").doesNotContainKey("publish-id");
    }

    @Test
    void every_input_exists() {
        List<String> known = ActionInput.all().stream().map(ActionInput::name).toList();
        List<String> used = new ArrayList<>();
        for (String name : List.of("check", "publish")) {
            for (JsonNode step : workflow.at("/jobs/" + name + "/steps")) {
                if (step.path("uses").asText().startsWith("powerx/")) {
                    step.path("with").fieldNames().forEachRemaining(used::add);
                }
            }
        }

        assertThat(used).contains("tag", "offline");
        assertThat(known).containsAll(used);
    }
}
