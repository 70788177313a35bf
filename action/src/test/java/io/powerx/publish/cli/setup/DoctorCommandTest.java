package io.powerx.publish.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.cli.Shell;
import io.powerx.publish.cli.text.Columns;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import io.powerx.publish.testing.JsonSchemas;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    private static final String TOKEN = "canary-token-of-a-real-marketplace";

    private Shell shell;

    @BeforeEach
    void openShell(@TempDir Path root) throws Exception {
        shell = new Shell(root);
        shell.examplePlugin("note");
    }

    @Test
    void everything_passes_with_the_sandbox() throws Exception {
        Shell.Outcome outcome = shell.run("doctor", "--sandbox", "--project", "note", "--json");

        assertThat(outcome.exitCode()).isZero();
        assertThat(JsonSchemas.violations("doctor.schema.json", outcome.out())).isEmpty();
        assertThat(Json.mapper().readTree(outcome.out()).path("status").asText())
                .isEqualTo("pass");
    }

    @Test
    void a_server_that_may_not_have_looked_at_the_token_is_not_said_to_accept_it(@TempDir Path data) {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder(data).build())) {
            shell.publishingTo(sandbox);
            assertThat(shell.run("doctor", "--project", "note").out()).contains("✓ token");

            Shell.Outcome wrongPath = shell.with("PX_MARKETPLACE_API_URL", sandbox.apiUri() + "/wrong")
                    .run("doctor", "--project", "note");

            assertThat(wrongPath.out())
                    .contains("✓ token", "not rejected, but the server replies only with status 404")
                    .doesNotContain("accepts it");
        }
    }

    @Test
    void a_failure_has_a_remedy_and_decides_the_exit_code() {
        Shell.Outcome outcome = shell.run("doctor", "--project", "note");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out())
                .contains("✗ endpoint")
                .contains("Set --api-url to the URL of the Marketplace")
                .contains("skipped, because the endpoint is not usable; also connection, tls")
                .contains("2 failed");
    }

    @Test
    void all_targets_are_checked_and_each_result_shows_its_target() throws Exception {
        givenTwoTargets();

        Shell.Outcome outcome = shell.run("doctor", "--project", "note");
        Shell.Outcome json = shell.run("doctor", "--project", "note", "--json");

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.out())
                .containsOnlyOnce("✓ java")
                .containsPattern(
                        "(?s)Target early\\..*✗ connection.*127\\.0\\.0\\.1:1.*Target main\\..*✗ connection.*127\\.0\\.0\\.1:2");
        assertThat(JsonSchemas.violations("doctor.schema.json", json.out())).isEmpty();
        JsonNode checks = Json.mapper().readTree(json.out()).path("checks");
        assertThat(checks)
                .filteredOn(check -> check.path("check").asText().equals("endpoint"))
                .extracting(check -> check.path("target").asText())
                .containsExactly("early", "main");
        assertThat(checks)
                .filteredOn(check -> check.path("check").asText().matches("java|configuration|plugin|disk.*|spool"))
                .noneMatch(check -> check.has("target"));
    }

    @Test
    void the_chosen_target_alone_is_checked() throws Exception {
        givenTwoTargets();

        Shell.Outcome outcome = shell.run("doctor", "--project", "note", "--target", "main");

        assertThat(outcome.out())
                .contains("127.0.0.1:2")
                .doesNotContain("127.0.0.1:1,")
                .doesNotContain("Target ");
    }

    private void givenTwoTargets() throws Exception {
        Files.writeString(
                shell.folder().resolve("note/publish.yml"),
                "publish: { targets: [{ name: early, channel: beta }, { name: main, channel: stable }] }\n");
        shell.with("PX_TARGET_EARLY_MARKETPLACE_API_URL", "http://127.0.0.1:1")
                .with("PX_TARGET_MAIN_MARKETPLACE_API_URL", "http://127.0.0.1:2");
    }

    @Test
    void the_report_can_be_attached_to_a_ticket() throws Exception {
        shell.with("PX_MARKETPLACE_TOKEN", TOKEN).with("PX_MARKETPLACE_API_URL", "http://127.0.0.1:1");

        shell.run("doctor", "--project", "note", "--report", "doctor.txt");
        shell.run("doctor", "--project", "note", "--report", "doctor.json");

        String text = Files.readString(shell.folder().resolve("doctor.txt"));
        assertThat(text)
                .startsWith("px-publish ")
                .contains("✗ connection")
                .contains("token = **** (PX_MARKETPLACE_TOKEN)")
                .doesNotContain(TOKEN);
        assertThat(JsonSchemas.violations(
                        "doctor.schema.json", Files.readString(shell.folder().resolve("doctor.json"))))
                .isEmpty();
    }

    @Test
    void lines_fit_a_terminal() {
        Shell.Outcome outcome = shell.onTerminal().with("NO_COLOR", "1").run("doctor", "--project", "note");

        assertThat(outcome.out()).contains("✗ endpoint");
        assertThat(outcome.out().lines()).allMatch(line -> Columns.of(line) <= Columns.WIDTH || isOneWord(line));
    }

    /** A path cannot be broken. */
    private static boolean isOneWord(String line) {
        return !line.strip().contains(" ");
    }
}
