package io.powerx.publish.precheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFixesTest {
    @TempDir
    Path folder;

    private PluginProject project() {
        return PluginProject.in(folder.resolve("note"));
    }

    private static void applyAll(PluginProject project) {
        ProjectFixes fixes = new ProjectFixes(project.folder());
        project.check().fixes().forEach(fixes::apply);
    }

    private static String text(PluginProject project, String file) throws IOException {
        return Files.readString(project.folder().resolve(file));
    }

    @Test
    void a_project_without_findings_has_no_fixes() {
        assertThat(project().check().fixes()).isEmpty();
    }

    @Test
    void versions_are_replaced_and_everything_else_remains_as_it_is() throws IOException {
        PluginProject project = project()
                .file("manifest.json", "{\"id\":\"com.example.plugins.note\",\r\n\t\"version\" : \"1.1.0\"}")
                .file("backend/package.json", "{ \"old\": \"1.1.0\", \"version\": \"1.1.0\" }\n")
                .file("pyproject.toml", "\uFEFF[project]\nversion = '1.1.0'   # 1.1.0\n")
                .file("pom.xml", "<project>\n  <version>1.1.0</version>\n</project>");

        applyAll(project);

        assertThat(text(project, "manifest.json"))
                .isEqualTo("{\"id\":\"com.example.plugins.note\",\r\n\t\"version\" : \"1.2.0\"}");
        assertThat(text(project, "backend/package.json")).isEqualTo("{ \"old\": \"1.1.0\", \"version\": \"1.2.0\" }\n");
        assertThat(text(project, "pyproject.toml")).isEqualTo("\uFEFF[project]\nversion = '1.2.0'   # 1.1.0\n");
        assertThat(text(project, "pom.xml")).isEqualTo("<project>\n  <version>1.2.0</version>\n</project>");
        assertThat(project.check().findings()).isEmpty();
        assertThat(project.check().fixes()).isEmpty();
    }

    @Test
    void the_diff_shows_what_changes() {
        PluginProject project = project().file("pom.xml", "<project>\n  <version>1.1.0</version>\n</project>\n");

        assertThat(project.check().fixes())
                .singleElement()
                .satisfies(fix -> assertThat(fix.rules()).containsExactly("PX-V008"))
                .satisfies(fix -> assertThat(fix.diff()).isEqualTo("""
                        --- a/pom.xml
                        +++ b/pom.xml
                        @@ -1,3 +1,3 @@
                         <project>
                        -  <version>1.1.0</version>
                        +  <version>1.2.0</version>
                         </project>
                        """));
    }

    @Test
    void a_program_becomes_executable_and_keeps_its_content() throws IOException {
        PluginProject project = project();
        Path program = project.folder().resolve("backend/bin/plugin");
        assertThat(program.toFile().setExecutable(false, false)).isTrue();
        String before = Files.readString(program);

        applyAll(project);

        assertThat(Files.isExecutable(program)).isTrue();
        assertThat(Files.readString(program)).isEqualTo(before);
        assertThat(project.check().findings()).isEmpty();
    }

    @Test
    void a_changelog_gets_a_frame_above_the_newest_version_that_does_not_pass_as_release_notes() throws IOException {
        PluginProject project = project().file("CHANGELOG.md", "# Changelog\r\n\r\n## 1.1.0\r\n\r\n- x\r\n");

        applyAll(project);

        assertThat(text(project, "CHANGELOG.md"))
                .isEqualTo("# Changelog\r\n\r\n## [1.2.0] - 2026-02-02\r\n\r\n- TODO: Describe what changes for users."
                        + "\r\n\r\n## 1.1.0\r\n\r\n- x\r\n");
        assertThat(project.check().fixes()).isEmpty();
        assertThat(project.notes("- TODO: Describe what changes for users.").places("PX-N003"))
                .isNotEmpty();
    }

    @Test
    void a_changelog_without_versions_gets_a_frame_at_its_end() throws IOException {
        PluginProject project = project().file("CHANGELOG.md", "# Changelog");

        applyAll(project);

        assertThat(text(project, "CHANGELOG.md"))
                .isEqualTo("# Changelog\n\n## [1.2.0] - 2026-02-02\n\n- TODO: Describe what changes for users.\n");
        assertThat(project.check().fixes()).isEmpty();
    }

    @Test
    void files_behind_symbolic_links_are_left_alone() throws IOException {
        PluginProject project = project();
        Path outside = Files.writeString(
                Files.createDirectories(folder.resolve("outside")).resolve("package.json"), "{\"version\": \"1.1.0\"}");
        Files.createSymbolicLink(project.folder().resolve("package.json"), outside);
        Files.createSymbolicLink(project.folder().resolve("web-admin"), folder.resolve("outside"));

        PrecheckReport report = project.check();

        assertThat(report.findings()).isNotEmpty();
        assertThat(report.fixes()).isEmpty();
        assertThat(Files.readString(outside)).contains("1.1.0");
    }

    @Test
    void a_file_that_was_changed_in_the_meantime_is_not_overwritten() throws IOException {
        PluginProject project = project().file("package.json", "{\"version\": \"1.1.0\"}");
        List<Fix> fixes = project.check().fixes();
        project.file("package.json", "{\"version\": \"1.1.5\"}");

        PublishException failure = catchThrowableOfType(
                PublishException.class, () -> new ProjectFixes(project.folder()).apply(fixes.get(0)));

        assertThat(failure.code()).isEqualTo(ErrorCode.STORAGE_FAILED);
        assertThat(text(project, "package.json")).isEqualTo("{\"version\": \"1.1.5\"}");
        try (var files = Files.list(project.folder())) {
            assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
        }
    }

    @Test
    void the_version_of_the_release_manifest_is_replaced() throws IOException {
        PluginProject project = project()
                .file("docs/contracts/manifest.yaml", "id: com.example.plugins.note\nversion: \"1.1.0\" # 1.1.0\n");

        assertThat(project.check().fixes()).singleElement().satisfies(fix -> assertThat(fix.rules())
                .containsExactly("PX-M022"));
        applyAll(project);

        assertThat(text(project, "docs/contracts/manifest.yaml"))
                .isEqualTo("id: com.example.plugins.note\nversion: \"1.2.0\" # 1.1.0\n");
        assertThat(project.check().fixes()).isEmpty();
    }

    @Test
    void files_that_must_not_be_packed_and_leftovers_are_added_to_the_ignore_file() throws IOException {
        PluginProject project = project()
                .file("config/.env", "TOKEN=x")
                .file("config/sign[1].key", "x")
                .file("assets/a.log", "a")
                .file("assets/b.log", "b")
                .file("assets/__tests__/one.txt", "1")
                .file("assets/app.test.js", "2");

        PrecheckReport report = project.check();
        assertThat(report.fixes()).singleElement().satisfies(fix -> {
            assertThat(fix.rules()).containsExactlyInAnyOrder("PX-F003", "PX-F011");
            assertThat(fix.diff()).contains("+++ b/.pxignore", "+*.log");
        });
        assertThat(report.findings())
                .filteredOn(finding -> finding.rule().equals("PX-F003"))
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(report.fixOf(finding)).contains("+/config/.env"));
        applyAll(project);

        assertThat(text(project, ".pxignore").lines())
                .containsExactlyInAnyOrder(
                        "/config/.env", "/config/sign\\[1].key", "*.log", "/assets/__tests__/", "/assets/app.test.js");
        assertThat(project.check().findings()).isEmpty();
        assertThat(Files.exists(project.folder().resolve("config/.env"))).isTrue();
    }

    @Test
    void lines_are_appended_to_an_existing_ignore_file() throws IOException {
        PluginProject project = project()
                .file(".pxignore", "# ours\r\n*.orig")
                .file("assets/a.log", "a")
                .file("assets/b.log", "b");

        applyAll(project);

        assertThat(text(project, ".pxignore")).isEqualTo("# ours\r\n*.orig\r\n*.log\r\n");
    }

    @Test
    void what_the_plugin_refers_to_or_asks_for_is_not_excluded() {
        PluginProject project = project()
                .file("assets/data.log", "a")
                .file("assets/other.log", "b")
                .include("assets/data.log");
        assertThat(project.places("PX-F011")).isNotEmpty();
        assertThat(project.check().fixes()).isEmpty();

        PluginProject referred = project()
                .manifest("entry: backend/bin/plugin", "entry: config/plugin.key")
                .file("config/plugin.key", "#!/bin/sh\n");
        assertThat(referred.places("PX-F003")).isNotEmpty();
        assertThat(referred.check().fixes())
                .noneMatch(fix -> fix.file().equals(".pxignore") && fix.diff().contains("plugin.key"));
    }

    @Test
    void a_link_in_the_place_of_the_ignore_file_is_left_alone() throws IOException {
        PluginProject project = project().file("assets/a.log", "a");
        Path elsewhere = Files.writeString(folder.resolve("elsewhere"), "");
        Files.createSymbolicLink(project.folder().resolve(".pxignore"), elsewhere);

        assertThat(project.places("PX-F011")).hasSize(1);
        assertThat(project.check().fixes()).isEmpty();
        assertThat(elsewhere).isEmptyFile();
    }
}
