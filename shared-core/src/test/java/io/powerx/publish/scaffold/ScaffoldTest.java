package io.powerx.publish.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.ConfigDocument;
import io.powerx.publish.config.FolderFiles;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.scaffold.FileChange.Kind;
import io.powerx.publish.yaml.YamlDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaffoldTest {
    @TempDir
    Path root;

    @BeforeEach
    void givenAPlugin() throws Exception {
        file("plugin.yaml", "id: com.example.note\nname: Note\nversion: 1.2.0\n");
    }

    private void file(String name, String content) throws Exception {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), content);
    }

    private List<FileChange> write(Path project, Set<Ci> cis, String build) {
        return new Scaffold(RepositoryFacts.of(project), cis, build).write();
    }

    private static JsonNode yaml(String text) {
        return YamlDocument.parse("file.yml", text, ErrorCode.CONFIG_INVALID).root();
    }

    @Test
    void nothing_that_exists_is_overwritten_and_a_second_run_changes_nothing() throws Exception {
        file("publish.yml", "channel: beta\n");
        file("Jenkinsfile", "node {}");
        file(".github/workflows/px-plugin.yml", "name: mine\n");
        file(".gitignore", "node_modules\n.px-plugin\ndist/");

        List<FileChange> changes = write(root, Set.of(Ci.GITHUB, Ci.JENKINS), "make");

        assertThat(changes)
                .extracting(FileChange::kind)
                .containsExactly(Kind.KEPT, Kind.EXTENDED, Kind.KEPT, Kind.KEPT);
        assertThat(root.resolve("publish.yml")).hasContent("channel: beta");
        assertThat(root.resolve("Jenkinsfile")).hasContent("node {}");
        assertThat(root.resolve(".github/workflows/px-plugin.yml")).hasContent("name: mine");
        assertThat(root.resolve(".gitignore"))
                .hasContent("node_modules\n.px-plugin\ndist/\npublish-receipt*.json\npublish-debug.log");
        assertThat(write(root, Set.of(), null)).extracting(FileChange::kind).containsOnly(Kind.KEPT);
    }

    @Test
    void another_configuration_file_is_enough() throws Exception {
        file("px-plugin.config.json", "{}");

        write(root, Set.of(), null);

        assertThat(root.resolve("publish.yml")).doesNotExist();
        assertThat(root.resolve(".gitignore")).exists();
    }

    @Test
    void a_plan_writes_nothing() throws Exception {
        List<FileChange> plan = new Scaffold(RepositoryFacts.of(root), Set.of(Ci.JENKINS), null).plan();

        assertThat(plan).extracting(FileChange::kind).containsOnly(Kind.CREATED);
        try (var files = Files.list(root)) {
            assertThat(files).containsExactly(root.resolve("plugin.yaml"));
        }
    }

    @ParameterizedTest
    @CsvSource({"1.2.0, STABLE", "1.2.0-rc.1, BETA"})
    void the_written_publish_yml_is_valid_and_its_channel_suits_the_version(String version, Channel channel)
            throws Exception {
        file("plugin.yaml", "id: com.example.note\nname: Note\nversion: " + version + "\n");

        write(root, Set.of(), null);

        PublishFile file = PublishFile.of(ConfigDocument.ofProject(new FolderFiles(root), null));
        assertThat(file.problems()).isEmpty();
        assertThat(Files.readString(root.resolve("publish.yml"))).contains("channel: " + channel.wireName());
    }

    @ParameterizedTest
    @CsvSource({
        "Makefile, 'build:', make build",
        "Makefile, 'dist: build', make dist",
        "Makefile, 'build := out', ",
        "package.json, '{\"scripts\":{\"build\":\"vite build\"}}', npm ci && npm run build",
        "package.json, '{\"scripts\":{}}', ",
        "package.json, 'not json', ",
    })
    void the_build_command_is_found(String name, String content, String build) throws Exception {
        file(name, content + "\n");

        assertThat(RepositoryFacts.of(root).build()).isEqualTo(build);
    }

    @Test
    void the_ci_is_found() throws Exception {
        assertThat(RepositoryFacts.of(root).cis()).isEmpty();

        file(".git/config", "[remote \"origin\"]\n\turl = git@github.com:acme/note.git\n");
        assertThat(RepositoryFacts.of(root).cis()).containsExactly(Ci.GITHUB);

        file("Jenkinsfile", "node {}");
        assertThat(RepositoryFacts.of(root).cis()).containsExactly(Ci.JENKINS);
    }

    @Test
    void files_of_the_repository_are_in_its_root_and_those_of_the_plugin_in_its_folder() throws Exception {
        file(".git/HEAD", "ref: refs/heads/main\n");
        file("plugins/note's/plugin.yaml", "id: com.example.note\nname: Note\nversion: 1.2.0\n");
        Path project = root.resolve("plugins/note's");

        write(project, Set.of(Ci.GITHUB, Ci.JENKINS), "echo \"it's\" # $(date): done");

        assertThat(project.resolve("publish.yml")).exists();
        assertThat(project.resolve(".gitignore")).exists();
        JsonNode workflow = yaml(Files.readString(root.resolve(".github/workflows/px-plugin.yml")));
        assertThat(workflow.at("/on/push/tags/0").asText()).isEqualTo("note's/v*");
        JsonNode steps = workflow.at("/jobs/publish/steps");
        assertThat(steps.get(1).path("run").asText()).isEqualTo("echo \"it's\" # $(date): done");
        assertThat(steps.get(1).path("working-directory").asText()).isEqualTo("plugins/note's");
        assertThat(steps.get(2).path("with").path("project").asText()).isEqualTo("plugins/note's");
        assertThat(Files.readString(root.resolve("Jenkinsfile")))
                .contains("dir('plugins/note\\'s') { sh 'echo \"it\\'s\" # $(date): done' }")
                .contains("pxPrecheck(offline: true, project: 'plugins/note\\'s')");
    }

    @Test
    void a_hyphen_in_the_folder_does_not_make_a_release_a_beta() throws Exception {
        file(".git/HEAD", "ref: refs/heads/main\n");
        file("plugins/my-note/plugin.yaml", "id: com.example.note\nname: Note\nversion: 1.2.0\n");

        write(root.resolve("plugins/my-note"), Set.of(Ci.JENKINS), null);

        assertThat(Files.readString(root.resolve("Jenkinsfile")))
                .contains("channel: env.TAG_NAME.substring(env.TAG_NAME.lastIndexOf('/') + 1).contains('-') ? 'beta'");
    }

    @Test
    void without_a_build_command_there_is_no_build_step() throws Exception {
        write(root, Set.of(Ci.GITHUB, Ci.JENKINS), null);

        assertThat(Files.readString(root.resolve("Jenkinsfile")))
                .contains("pxPublish(tag: env.TAG_NAME, channel: ")
                .doesNotContain("'Build'");
        assertThat(yaml(Files.readString(root.resolve(".github/workflows/px-plugin.yml")))
                        .at("/jobs/check/steps"))
                .hasSize(2);
    }

    @Test
    void actions_are_those_of_the_examples() throws Exception {
        Path examples = Path.of("..", "docs", "examples", "workflows");
        String all = Files.readString(examples.resolve("release.yml"));

        assertThat(all).contains("uses: " + GitHubWorkflow.CHECKOUT).contains("uses: " + GitHubWorkflow.UPLOAD);
    }

    @Test
    void a_repository_without_a_plugin_is_refused() throws Exception {
        Files.delete(root.resolve("plugin.yaml"));

        assertThatThrownBy(() -> RepositoryFacts.of(root))
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MANIFEST_MISSING));
    }
}
