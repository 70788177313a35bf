package io.powerx.publish.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.cli.Shell;
import io.powerx.publish.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigCommandTest {
    private Shell shell;
    private Path file;

    @BeforeEach
    void open(@TempDir Path root) {
        shell = new Shell(root);
        file = shell.folder().resolve("publish.yml");
    }

    @Test
    void init_writes_a_valid_file_with_the_defaults() throws IOException {
        Shell.Outcome outcome = shell.run("config", "init", "--yes");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(file)
                .content()
                .startsWith("# yaml-language-server: $schema=")
                .doesNotContain("rollout:");
        assertThat(shell.run("config", "--explain").out())
                .containsPattern("channel +stable +publish\\.yml:2:10")
                .containsPattern("rollout +proposed from the risk.* +default");
    }

    @Test
    void explained_values_are_in_one_column() {
        String longest = "artifact-store-session-token";
        int column = longest.length() + 2;

        assertThat(shell.run("config", "--explain").out().lines().filter(line -> line.contains("(PX_")))
                .anyMatch(line -> line.startsWith(longest + "  -"))
                .anyMatch(line -> line.startsWith("level "))
                .allMatch(line -> line.charAt(column - 1) == ' ' && line.charAt(column) != ' ');
    }

    @ParameterizedTest
    @CsvSource({"beta, canary, batches", "stable, direct, strategy"})
    void init_asks_on_a_terminal(String channel, String rollout, String key) throws IOException {
        Shell.Outcome outcome =
                shell.answering("bata\n" + channel + "\n" + rollout + "\n").run("config", "init");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.err()).contains("Channel (stable, beta) [stable]", "did you mean beta?");
        assertThat(shell.run("config", "--explain").out())
                .containsPattern("channel +" + channel + " +publish\\.yml:2:10")
                .containsPattern("rollout\\." + key + " +.* +publish\\.yml");
    }

    @Test
    void init_without_a_user_needs_yes() {
        Shell.Outcome outcome = shell.run("config", "init");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("--yes");
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish.yml", "px-plugin.config.ts"})
    void init_never_changes_an_existing_file(String name) throws IOException {
        Files.writeString(shell.folder().resolve(name), name.endsWith(".ts") ? "export default {}" : "channel: beta\n");

        Shell.Outcome outcome = shell.run("config", "init", "--yes");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("already has " + name);
        assertThat(shell.folder()).isDirectoryNotContaining(each -> !each.endsWith(name));
    }

    @ParameterizedTest
    @CsvSource({"publish, rollout", "user, marketplace", "plugin, runtime"})
    void schema_prints_the_schema_of_a_file(String name, String key) throws IOException {
        Shell.Outcome outcome = shell.run("config", "schema", name);

        JsonNode schema = Json.mapper().readTree(outcome.out());
        assertThat(schema.path("$schema").asText()).contains("json-schema.org");
        assertThat(schema.path("properties").has(key)).isTrue();
    }

    @Test
    void an_unknown_action_or_schema_is_an_error_with_a_suggestion() {
        assertThat(shell.run("config", "shema").err()).contains("did you mean schema?");
        assertThat(shell.run("config", "schema", "plugn").err()).contains("did you mean plugin?");
    }

    @Test
    void explain_shows_the_rollout_and_everything_else_with_its_origin_or_default() throws IOException {
        Files.writeString(file, "tenants: { deny: [acme] }\nrisk: { level: high, reason: New billing }\n");

        assertThat(shell.run("config", "--explain").out())
                .containsPattern("tenants\\.deny +\\[\"acme\"\\] +publish\\.yml:1:12")
                .containsPattern("risk\\.level +high +publish\\.yml:2:16")
                .containsPattern("artifacts\\.format +pxp +default");
    }

    @Test
    void all_errors_of_the_files_are_reported() throws IOException {
        Files.writeString(file, "channel: bata\nrolout: {}\ntenants: { allow: [a], deny: [a] }\n");

        Shell.Outcome outcome = shell.run("config", "--json");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("publish.yml:1:10", "publish.yml:2:1", "publish.yml:3:24");
        assertThat(Json.mapper().readTree(outcome.out()).at("/error/others")).hasSize(2);
    }
}
