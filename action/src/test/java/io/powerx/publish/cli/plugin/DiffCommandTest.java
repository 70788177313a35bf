package io.powerx.publish.cli.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.cli.Shell;
import io.powerx.publish.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    @TempDir
    Path root;

    private Shell shell;

    @BeforeEach
    void pack_two_packages() throws Exception {
        shell = new Shell(root);
        Path plugin = shell.examplePlugin("note");
        assertThat(pack(plugin, "old")).isZero();
        Files.writeString(Files.createDirectories(plugin.resolve("assets")).resolve("new.txt"), "new");
        assertThat(pack(plugin, "new")).isZero();
    }

    @Test
    void differences_are_shown_as_text_and_are_not_a_failure() {
        Shell.Outcome shown = shell.run("diff", packed("old"), packed("new"));

        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out()).contains("Files: 1 added, 0 removed, 0 changed\n  + assets/new.txt  3 B\n");
    }

    @Test
    void json_and_markdown_are_for_scripts_and_pull_requests() throws Exception {
        JsonNode json = Json.mapper()
                .readTree(shell.run("diff", packed("old"), packed("new"), "--json")
                        .out());
        Shell.Outcome written =
                shell.run("diff", packed("old"), packed("new"), "--format", "markdown", "--output", "diff.md");

        assertThat(json.at("/files/0/path").asText()).isEqualTo("assets/new.txt");
        assertThat(written.out()).isEmpty();
        assertThat(shell.folder().resolve("diff.md"))
                .content()
                .isEqualTo(shell.run("diff", packed("old"), packed("new"), "--markdown")
                        .out())
                .startsWith("## com.powerx.plugins.note");
    }

    @Test
    void files_that_cannot_be_compared_have_their_exit_codes() throws Exception {
        Files.writeString(shell.folder().resolve("text.pxp"), "text");

        Shell.Outcome invalid = shell.run("diff", packed("old"), "text.pxp");
        Shell.Outcome missing = shell.run("diff", packed("old"), "none.pxp");
        Shell.Outcome single = shell.run("diff", packed("old"));
        Shell.Outcome format = shell.run("diff", packed("old"), packed("new"), "--format", "yaml");

        assertThat(invalid.exitCode()).isEqualTo(7);
        assertThat(invalid.err()).contains("[package_invalid]", "neither a gzip-compressed tar nor a zip");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("the file does not exist");
        assertThat(single.exitCode()).isEqualTo(2);
        assertThat(single.err()).contains("NEW");
        assertThat(format.err()).contains("the format must be text, json or markdown, not \"yaml\"");
    }

    private int pack(Path plugin, String output) {
        return shell.run(
                        "pack",
                        "--project",
                        plugin.toString(),
                        "--output",
                        shell.folder().resolve(output).toString())
                .exitCode();
    }

    private String packed(String output) {
        return output + "/" + shell.folder().resolve(output).toFile().list((folder, name) -> name.endsWith(".pxp"))[0];
    }
}
