package io.powerx.publish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import io.powerx.publish.testing.JsonSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetsRunTest {
    private static final String UNREACHABLE = "http://127.0.0.1:1";

    @TempDir
    private Path root;

    private Shell shell;
    private Path plugin;

    @BeforeEach
    void open() throws IOException {
        shell = new Shell(root);
        plugin = shell.examplePlugin("note");
        Files.writeString(
                plugin.resolve("publish.yml"),
                "publish: { targets: [{ name: early, channel: beta }, { name: main, channel: stable }] }\n");
    }

    private JsonNode json(String file) throws IOException {
        return Json.mapper().readTree(shell.folder().resolve(file).toFile());
    }

    @Test
    void each_target_has_a_receipt_and_the_package_is_built_once() throws IOException {
        Shell.Outcome outcome = shell.run("publish", "--project", "note", "--sandbox", "--json");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(JsonSchemas.violations("targets.schema.json", outcome.out())).isEmpty();
        JsonNode summary = Json.mapper().readTree(outcome.out());
        assertThat(summary.path("status").asText()).isEqualTo("published");
        assertThat(summary.path("targets")).hasSize(2);
        JsonNode early = json("publish-receipt.sandbox.early.json");
        JsonNode main = json("publish-receipt.sandbox.main.json");
        assertThat(early.path("channel").asText()).isEqualTo("beta");
        assertThat(main.path("channel").asText()).isEqualTo("stable");
        assertThat(summary.at("/targets/0/receipt/publishId")).isEqualTo(early.path("publishId"));
        assertThat(early.at("/artifacts/0/sha256")).isEqualTo(main.at("/artifacts/0/sha256"));
        assertThat(shell.folder().resolve("publish-receipt.sandbox.json")).doesNotExist();
    }

    @Test
    void the_failure_of_a_target_neither_stops_nor_hides_the_others() throws IOException {
        List<String> telemetry = new CopyOnWriteArrayList<>();
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder(root.resolve("marketplace"))
                .listener(request -> {
                    if (request.operation().equals("reportTelemetry")) {
                        telemetry.add(request.operation());
                    }
                })
                .build())) {
            shell.with("PX_MARKETPLACE_API_URL", sandbox.baseUri().toString())
                    .with("PX_MARKETPLACE_TOKEN", sandbox.publisherToken().reveal())
                    .with("PX_SIGNING_KEY", sandbox.signingKey().toString())
                    .with("PX_SIGNING_CERTIFICATE", sandbox.signingCertificate().toString())
                    .with("PX_TARGET_EARLY_MARKETPLACE_API_URL", UNREACHABLE);

            Shell.Outcome outcome = shell.run("publish", "--project", "note");

            // The general token must not reach the other Marketplace, so that target has none.
            assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(4);
            assertThat(outcome.out())
                    .contains("Published to 1 of 2 targets:", "early: failed, token_missing", "main: stable, ");
            assertThat(json("publish-receipt.main.json").path("status").asText())
                    .isNotBlank();
            assertThat(shell.folder().resolve("publish-receipt.early.json")).doesNotExist();
        }
        assertThat(telemetry).isNotEmpty();
    }

    @Test
    void a_single_target_can_be_chosen() throws IOException {
        Shell.Outcome outcome = shell.run("publish", "--project", "note", "--sandbox", "--target", "early");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(json("publish-receipt.sandbox.json").path("channel").asText())
                .isEqualTo("beta");
    }

    @Test
    void two_targets_with_the_same_marketplace_and_channel_are_an_error() throws IOException {
        Files.writeString(plugin.resolve("publish.yml"), "publish: { targets: [{ name: a }, { name: b }] }\n");

        Shell.Outcome outcome = shell.run("publish", "--project", "note", "--api-url", UNREACHABLE);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("the targets a and b have the same Marketplace and channel");
    }

    @Test
    void a_dry_run_shows_the_plan_of_each_target() throws IOException {
        Shell.Outcome outcome = shell.run("publish", "--project", "note", "--sandbox", "--dry-run", "--json");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(Json.mapper().readTree(outcome.out()))
                .extracting(plan -> plan.path("target").asText())
                .containsExactly("early", "main");
    }

    @Test
    void precheck_checks_for_every_target_and_findings_specify_those_that_they_concern() throws IOException {
        Files.writeString(plugin.resolve("CHANGELOG.md"), "# Changelog\n");

        Shell.Outcome outcome = shell.run("precheck", "--project", "note", "--offline", "--json");

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(findings(outcome, "PX-N001")).singleElement().asString().endsWith("(target main)");
        assertThat(findings(outcome, "PX-C002")).singleElement().asString().doesNotContain("target");
    }

    @Test
    void precheck_of_a_chosen_target_does_not_concern_the_others() throws IOException {
        Files.writeString(plugin.resolve("CHANGELOG.md"), "# Changelog\n");

        Shell.Outcome early = shell.run("precheck", "--project", "note", "--offline", "--target", "early", "--json");
        Shell.Outcome main = shell.run("precheck", "--project", "note", "--offline", "--target", "main", "--json");

        assertThat(early.exitCode()).as(early.out()).isZero();
        assertThat(findings(early, "PX-N001")).isEmpty();
        assertThat(main.exitCode()).isEqualTo(3);
        assertThat(findings(main, "PX-N001")).singleElement().asString().doesNotContain("target");
    }

    @Test
    void each_target_fails_on_the_findings_of_its_channel() throws IOException {
        Files.writeString(plugin.resolve("CHANGELOG.md"), "# Changelog\n");
        String targets = "publish: { targets: [{ name: early, channel: beta }, { name: late, channel: beta }] }\n";
        Files.writeString(plugin.resolve("publish.yml"), targets);
        assertThat(shell.run("precheck", "--project", "note", "--offline").exitCode())
                .isZero();

        Files.writeString(
                plugin.resolve("publish.yml"), targets + "channels: [{ name: beta, precheck: { failOn: warning } }]\n");
        assertThat(shell.run("precheck", "--project", "note", "--offline").exitCode())
                .isEqualTo(3);
    }

    private static List<String> findings(Shell.Outcome outcome, String rule) throws IOException {
        List<String> messages = new ArrayList<>();
        for (JsonNode finding : Json.mapper().readTree(outcome.out()).path("findings")) {
            if (finding.path("rule").asText().equals(rule)) {
                messages.add(finding.path("message").asText());
            }
        }
        return messages;
    }
}
