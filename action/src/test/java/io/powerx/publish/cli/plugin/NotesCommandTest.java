package io.powerx.publish.cli.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.cli.Shell;
import io.powerx.publish.json.Json;
import io.powerx.publish.testing.GitRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotesCommandTest {
    @TempDir
    Path root;

    private Shell shell;
    private Path plugin;

    @BeforeEach
    void have_a_plugin() throws Exception {
        shell = new Shell(root);
        plugin = shell.examplePlugin("note");
    }

    private Shell.Outcome notes(String... options) {
        String[] command = new String[options.length + 3];
        command[0] = "notes";
        command[1] = "--project";
        command[2] = plugin.toString();
        System.arraycopy(options, 0, command, 3, options.length);
        return shell.run(command);
    }

    @Test
    void the_section_of_the_changelog_is_shown() throws Exception {
        Files.writeString(plugin.resolve("CHANGELOG.md"), "## 0.2.0\n\n- Keep the cursor\n\n## 0.1.0\n\n- Old\n");

        Shell.Outcome shown = notes();

        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out()).isEqualTo("- Keep the cursor\n");
        assertThat(shown.err()).isEmpty();
    }

    @Test
    void without_a_section_a_draft_from_the_commits_is_written() throws Exception {
        Files.delete(plugin.resolve("CHANGELOG.md"));
        GitRepository.in(plugin).commit("file", "feat: a calendar");

        Shell.Outcome written = notes("--output", "draft.md");

        assertThat(written.exitCode()).isZero();
        assertThat(written.out()).isEmpty();
        assertThat(written.err()).contains("Wrote " + shell.folder().resolve("draft.md"));
        assertThat(notes("--output", "draft.md").err())
                .contains("Replaced " + shell.folder().resolve("draft.md"));
        assertThat(shell.folder().resolve("draft.md")).content().isEqualTo("### Features\n\n- a calendar\n");
    }

    @Test
    void without_anything_to_describe_a_template_is_shown_that_precheck_does_not_accept() throws Exception {
        Files.delete(plugin.resolve("CHANGELOG.md"));

        Shell.Outcome template = notes("--output", "release.md");
        Shell.Outcome checked =
                shell.run("precheck", "--offline", "--project", plugin.toString(), "--notes", "release.md");

        assertThat(template.exitCode()).isZero();
        assertThat(template.err()).contains("this is a template");
        assertThat(checked.exitCode()).isEqualTo(3);
        assertThat(checked.out()).contains("PX-N003");
    }

    @Test
    void an_error_about_the_file_shows_the_option() {
        Shell.Outcome folder = notes("--notes", ".");

        assertThat(folder.exitCode()).isEqualTo(2);
        assertThat(folder.err()).contains("[notes_unreadable]", "it is a directory", "Set --notes to");
    }

    @Test
    void the_template_is_shown_on_request() {
        Shell.Outcome shown = notes("--template");

        assertThat(shown.out()).startsWith("### Breaking changes\n\n- TODO: ");
        assertThat(shown.err()).isEmpty();
    }

    @Test
    void json_shows_the_source() throws Exception {
        Files.writeString(shell.folder().resolve("release.md"), "Better and faster.");

        JsonNode document =
                Json.mapper().readTree(notes("--notes", "release.md", "--json").out());

        assertThat(document.path("source").asText()).isEqualTo("file");
        assertThat(document.path("text").asText()).isEqualTo("Better and faster.");
    }
}
