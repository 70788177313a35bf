package io.powerx.publish.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import io.powerx.publish.testing.JsonSchemas;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConformanceCommandTest {
    private Shell shell;

    @BeforeEach
    void openShell(@TempDir Path root) {
        shell = new Shell(root);
    }

    @Test
    void a_server_that_follows_the_contract_passes(@TempDir Path data) throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder(data).build())) {
            String url = sandbox.baseUri().toString();
            Files.writeString(
                    shell.folder().resolve("token.txt"),
                    sandbox.publisherToken().reveal());
            Files.writeString(
                    shell.folder().resolve("reader.txt"), sandbox.readerToken().reveal());

            Shell.Outcome outcome = shell.run(
                    "conformance",
                    "--url",
                    url,
                    "--token-file",
                    "token.txt",
                    "--reader-token-file",
                    "reader.txt",
                    "--json");

            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(JsonSchemas.violations("conformance.schema.json", outcome.out()))
                    .isEmpty();
            JsonNode report = Json.mapper().readTree(outcome.out());
            assertThat(report.path("conforms").asBoolean()).isTrue();
            assertThat(report.at("/checks/0/id").asText()).isEqualTo("auth-missing");
            assertThat(report.at("/checks/0/requestIds")).isNotEmpty();
            assertThat(outcome.err())
                    .contains("ok       part-stored")
                    .doesNotContain(sandbox.publisherToken().reveal());
        }
    }

    @Test
    void an_unreachable_server_is_a_network_error_and_not_a_finding() {
        shell.with("PX_MARKETPLACE_TOKEN", "some-token");

        Shell.Outcome outcome = shell.run("conformance", "--url", "https://market.invalid", "--connect-timeout", "1s");

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.err()).contains("[network_unreachable]");
    }

    @Test
    void an_unknown_format_is_reported_before_anything_is_sent() {
        Shell.Outcome outcome = shell.run("conformance", "--url", "https://market.invalid", "--format", "xml");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("must be text, json or junit");
    }
}
