package io.powerx.publish.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.cli.Shell;
import io.powerx.publish.testing.JsonSchemas;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {
    private Shell shell;
    private Path plugin;

    @BeforeEach
    void givenAPluginWithoutConfiguration(@TempDir Path root) throws Exception {
        shell = new Shell(root);
        plugin = shell.examplePlugin("note");
        Files.delete(plugin.resolve("publish.yml"));
    }

    @Test
    void what_it_writes_passes_the_precheck() {
        Shell.Outcome outcome = shell.run("init", "--project", "note", "--yes", "--github", "--jenkins");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out())
                .contains("Wrote publish.yml:\n    # yaml-language-server")
                .contains("Wrote .gitignore:\n    .px-plugin/")
                .contains("Wrote .github/workflows/px-plugin.yml:")
                .contains("Wrote Jenkinsfile:");
        Shell.Outcome checked = shell.run("precheck", "--project", "note", "--offline", "--fail-on", "error");
        assertThat(checked.exitCode()).as(checked.out()).isZero();
    }

    @Test
    void it_asks_only_what_the_repository_does_not_show() throws Exception {
        Shell.Outcome asked = shell.answering("jenkins\nmake all\n").run("init", "--project", "note");

        assertThat(asked.err())
                .contains("CI system (github, jenkins, none) [none]")
                .contains("Command that builds");
        assertThat(Files.readString(plugin.resolve("Jenkinsfile"))).contains("sh 'make all'");

        Files.delete(plugin.resolve("Jenkinsfile"));
        Files.writeString(plugin.resolve("Makefile"), "build:\n\ttrue\n");
        Shell.Outcome again = shell.answering("").run("init", "--project", "note", "--github");
        assertThat(again.err()).isEmpty();
        assertThat(plugin.resolve(".github/workflows/px-plugin.yml")).exists();
    }

    @Test
    void a_ci_file_that_exists_is_kept_and_what_it_lacks_is_described() throws Exception {
        Files.writeString(plugin.resolve("Jenkinsfile"), "pipeline { agent any }\n");
        Files.createDirectories(plugin.resolve(".github/workflows"));
        Files.writeString(plugin.resolve(".github/workflows/px-plugin.yml"), "name: Build\n");

        Shell.Outcome outcome = shell.run("init", "--project", "note", "--yes", "--github", "--jenkins");

        assertThat(outcome.out())
                .contains("Kept Jenkinsfile, which exists.")
                .containsPattern("The Jenkinsfile does not publish; https://\\S+/guides/jenkins\\.md describes")
                .containsPattern("The workflow does not publish; https://\\S+/guides/github-actions\\.md describes")
                .doesNotContain("The first lines of the workflow");
        assertThat(plugin.resolve("Jenkinsfile")).hasContent("pipeline { agent any }");

        Files.writeString(plugin.resolve("Jenkinsfile"), "pxPublish(channel: 'beta')\n");
        assertThat(shell.run("init", "--project", "note", "--yes", "--jenkins").out())
                .contains("Kept Jenkinsfile, which exists.")
                .doesNotContain("does not publish");
    }

    @Test
    void without_a_terminal_it_reports_what_to_specify() {
        Shell.Outcome outcome = shell.run("init", "--project", "note");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("specify --github or --jenkins, or --yes for no CI file");
        assertThat(plugin.resolve("publish.yml")).doesNotExist();
        assertThat(shell.run("init", "--project", "note", "--yes").exitCode()).isZero();
        assertThat(plugin.resolve("publish.yml")).exists();
    }

    @Test
    void a_dry_run_shows_the_files_without_writing_them() {
        Shell.Outcome outcome = shell.run("init", "--project", "note", "--yes", "--jenkins", "--dry-run", "--json");

        assertThat(JsonSchemas.violations("init.schema.json", outcome.out())).isEmpty();
        assertThat(outcome.out()).contains("pxPublish").contains("\"dryRun\" : true");
        assertThat(plugin.resolve("Jenkinsfile")).doesNotExist();
    }
}
