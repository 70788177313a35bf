package io.powerx.publish.pack.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.pack.EntryName;
import io.powerx.publish.pack.ExcludedFile;
import io.powerx.publish.pack.PackageEntry;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.pack.PackagePlan;
import io.powerx.publish.pack.RejectedFile;
import io.powerx.publish.pack.SelectedFile;
import io.powerx.publish.pack.write.ArtifactBuilder;
import io.powerx.publish.plugin.PluginFolders;
import io.powerx.publish.testing.ExternalTool;
import io.powerx.publish.testing.SampleProject;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are packed, which are excluded with a reason, and which are an error. */
class FileSelectionTest {
    private static final String KEY =
            "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIIrYSSNQFaA2Hwf1duRSxKtLYX5CB04fSeQ6tF1aY/PuoAoGCCqGSM49\n";

    private static final List<String> LEFTOVERS = List.of(
            ".gitkeep",
            "docker-compose.yml",
            "docker-compose.integration.yml",
            "values.example.yaml",
            "settings.json.example",
            ".env.example",
            "notes.txt~",
            "#draft#",
            ".#lock",
            "Thumbs.db");

    @TempDir
    Path temp;

    private SampleProject project;

    @BeforeEach
    void makeProject() {
        project = new SampleProject(temp.resolve("project"));
    }

    @Test
    void a_package_contains_what_the_host_reads_and_the_modules_of_the_built_front_end() {
        assertThat(select().files())
                .extracting(SelectedFile::path)
                .containsExactly(
                        "CHANGELOG.md",
                        "assets/\u56fe\u6807.svg",
                        "backend/bin/plugin",
                        "backend/etc/config.yaml",
                        "contracts/capabilities/note.create.yaml",
                        "docs/release-notes.md",
                        "migrations/0001_init.sql",
                        "plugin.d/capabilities.yaml",
                        "plugin.yaml",
                        "web-admin/.output/server/index.mjs",
                        "web-admin/.output/server/node_modules/vue/index.mjs",
                        "web-admin/i18n/zh-CN/menus.json");
    }

    @Test
    void every_excluded_file_has_a_reason() {
        assertThat(select().leftOut())
                .extracting(ExcludedFile::path)
                .containsExactly(
                        ".env",
                        ".git/",
                        "README.md",
                        "backend/main.go",
                        "web-admin/.output/public/app.js.map",
                        "web-admin/node_modules/",
                        "web-admin/src/");
        assertThat(select().leftOut()).allMatch(file -> !file.reason().isBlank());
    }

    @Test
    void the_file_that_stands_for_the_repository_of_a_submodule_is_never_packed() {
        project.file("config/.git", "gitdir: ../.git/modules/config");
        project.file("config/event_fabric.yaml", "topics: []");

        FileSelection selection = select(List.of("config/.git"), List.of());

        assertThat(selection.files())
                .extracting(SelectedFile::path)
                .contains("config/event_fabric.yaml")
                .doesNotContain("config/.git");
        assertThat(selection.refused()).isEmpty();
        assertThat(selection.leftOut()).contains(new ExcludedFile("config/.git", "a tool's data"));
    }

    @Test
    void a_file_that_must_not_be_packed_is_not_suggested_for_include() {
        project.file("server.key", "key");
        project.file("publish-receipt.json", "{}");

        assertThat(select().leftOut())
                .contains(
                        new ExcludedFile(".env", "environment files contain secrets"),
                        new ExcludedFile("server.key", "its name is that of a private key or key store"),
                        new ExcludedFile("publish-receipt.json", "written by the publisher itself"),
                        new ExcludedFile("README.md", "not part of a package; artifacts.include adds it"));
    }

    @Test
    void include_adds_and_ignore_removes() {
        project.file("docs/guide.md", "guide");
        project.file("docs/drafts/next.md", "draft");

        FileSelection selection = select(List.of("docs/**", "*.map"), List.of("drafts/", "/CHANGELOG.md"));

        assertThat(selection.files())
                .extracting(SelectedFile::path)
                .contains("docs/guide.md", "web-admin/.output/public/app.js.map")
                .doesNotContain("docs/drafts/next.md", "CHANGELOG.md");
        assertThat(selection.leftOut()).contains(new ExcludedFile("docs/drafts/", "artifacts.ignore has \"drafts/\""));
    }

    @Test
    void files_that_plugin_yaml_refers_to_are_packed_from_any_folder() {
        project.file("plugin.yaml", """
                id: a
                name: A
                version: 1.0.0
                runtime:
                  kind: process
                  entry: backend/server/main.js
                catalogs:
                  rbac: policies/rbac.yaml
                """);
        project.file("backend/server/main.js", "run()");
        project.file("policies/rbac.yaml", "rbac: {}\npermissions: []\nroutes: {}\n");
        project.file("policies/draft.yaml", "");

        assertThat(select().files())
                .extracting(SelectedFile::path)
                .contains("backend/server/main.js", "policies/rbac.yaml")
                .doesNotContain("policies/draft.yaml");
    }

    @ParameterizedTest
    @ValueSource(strings = {"config/.env", "config/.env.production", "backend/etc/tls.key", "config/id_ed25519"})
    void secrets_by_name_are_refused(String path) {
        project.file(path, "x");

        assertThat(select().refused()).extracting(RejectedFile::path).containsExactly(path);
        assertThatThrownBy(() -> new ArtifactBuilder(project.root()).plan(SampleProject.request()))
                .isInstanceOfSatisfying(PublishException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.PACKAGE_CONTENT_REFUSED);
                    assertThat(e.getMessage()).contains(path);
                });
    }

    @Test
    void private_keys_are_recognized_in_any_text_file() {
        project.file("backend/etc/a.pem", KEY);
        project.file("backend/etc/b.yaml", "tls:\n  key: |\n    " + KEY.replace("\n", "\n    "));
        project.file("backend/etc/c.json", "{\"key\": \"" + KEY.replace("\n", "\\n") + "\"}");
        project.file(
                "web-admin/.output/server/jose.mjs",
                "const begin = '-----BEGIN PRIVATE KEY-----\\n' + body.match(/.{1,64}/g)");

        assertThat(select().refused())
                .extracting(RejectedFile::path)
                .containsExactly("backend/etc/a.pem", "backend/etc/b.yaml", "backend/etc/c.json");
        assertThat(select().refused()).extracting(RejectedFile::kind).containsOnly(RejectedFile.Kind.PRIVATE_KEY);
    }

    @Test
    void a_secret_that_is_ignored_or_outside_the_package_is_not_an_error() {
        project.file("config/.env", "x");
        project.file("deploy/tls.key", "x");
        project.file("config/.env.example", "x");

        FileSelection selection = select(List.of(), List.of("config/.env"));

        assertThat(selection.refused()).isEmpty();
        assertThat(selection.leftOut())
                .extracting(ExcludedFile::path)
                .contains("config/.env", "config/.env.example", "deploy/");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void links_within_the_project_are_followed() throws IOException {
        Path modules = project.root().resolve("web-admin/.output/server/node_modules");
        Files.createSymbolicLink(modules.resolve("alias"), Path.of("vue"));
        Files.createSymbolicLink(project.root().resolve("assets/link.svg"), Path.of("\u56fe\u6807.svg"));

        assertThat(select().refused()).isEmpty();
        assertThat(select().files())
                .extracting(SelectedFile::path)
                .contains("web-admin/.output/server/node_modules/alias/index.mjs", "assets/link.svg");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void links_outside_the_project_loops_broken_links_and_links_to_secrets_are_refused() throws IOException {
        Path assets = project.root().resolve("assets");
        Files.createSymbolicLink(assets.resolve("a-file"), Files.writeString(temp.resolve("outside"), "x"));
        Files.createSymbolicLink(assets.resolve("b-folder"), Files.createDirectories(temp.resolve("elsewhere")));
        Files.createSymbolicLink(assets.resolve("c-loop"), Path.of("..", "assets"));
        Files.createSymbolicLink(assets.resolve("d-nowhere"), Path.of("missing"));
        Files.createSymbolicLink(assets.resolve("e-env"), Path.of("..", ".env"));
        Files.createSymbolicLink(assets.resolve("f-git"), Path.of("..", ".git"));

        assertThat(select().refused())
                .extracting(RejectedFile::path)
                .containsExactly(
                        "assets/a-file",
                        "assets/b-folder",
                        "assets/c-loop",
                        "assets/d-nowhere",
                        "assets/e-env",
                        "assets/f-git");
        assertThat(select().refused()).extracting(RejectedFile::kind).containsOnly(RejectedFile.Kind.LINK);
    }

    @ParameterizedTest
    @DisabledOnOs(OS.WINDOWS)
    @ValueSource(
            strings = {
                "back\\slash",
                "co:lon",
                "new\nline",
                "aux.txt",
                "COM1",
                "dot.",
                "space ",
                "what?",
                "\u202etxt.exe",
                "a\u200b.js",
                "git~1"
            })
    void names_that_are_invalid_on_some_system_are_refused(String name) {
        project.file("assets/" + name, "x");

        assertThat(select().refused())
                .containsOnly(new RejectedFile(
                        "assets/" + name,
                        RejectedFile.Kind.UNSAFE_NAME,
                        EntryName.problem("assets/" + name).orElseThrow()));
    }

    @Test
    @DisabledOnOs({OS.WINDOWS, OS.MAC})
    void names_that_differ_only_in_case_or_normalization_are_refused() {
        project.file("assets/Logo.svg", "x");
        project.file("assets/logo.svg", "x");
        project.file("config/e\u0301.txt", "x");
        project.file("config/\u00e9.txt", "x");

        assertThat(select().refused())
                .extracting(RejectedFile::kind)
                .containsExactly(RejectedFile.Kind.NAME_CLASH, RejectedFile.Kind.NAME_CLASH);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_pipe_is_refused_without_being_opened() {
        ExternalTool.run(project.root(), "mkfifo", "assets/pipe").succeeded();

        assertThat(select().refused())
                .containsExactly(new RejectedFile(
                        "assets/pipe", RejectedFile.Kind.SPECIAL_FILE, "it is a device, a pipe or a socket"));
    }

    @Test
    void the_content_digest_is_the_same_on_windows() throws IOException {
        String here = new ArtifactBuilder(project.root())
                .plan(SampleProject.request())
                .contentDigest();
        try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
            Path root = new SampleProject(windows.getPath("C:\\work\\project")).root();

            PackagePlan plan = new ArtifactBuilder(root).plan(SampleProject.request());

            assertThat(plan.contentDigest()).isEqualTo(here);
            assertThat(plan.entries())
                    .filteredOn(PackageEntry::executable)
                    .extracting(PackageEntry::path)
                    .containsExactly("backend/bin/plugin");
        }
    }

    @Test
    void the_previous_package_never_goes_into_the_next_one() {
        project.file("dist/com.example.note-1.2.3.zip", "x");
        project.file("dist/com.example.note-1.2.2.pxp", "x");
        project.file("dist/app.js", "x");

        FileSelection selection = FileSelection.read(
                        PluginFolders.of(project.root()),
                        SampleProject.request(PackageFormat.ZIP, List.of("dist/**"), List.of(), null),
                        0)
                .selection();

        assertThat(selection.files())
                .extracting(SelectedFile::path)
                .contains("dist/app.js")
                .noneMatch(path -> path.startsWith("dist/com"));
    }

    @Test
    void patterns_of_the_project_exclude_files_and_later_ones_bring_them_back() {
        project.file(".pxignore", "# not for tenants\n*.sql\ncontracts/\nplugin.d/*\n!plugin.d/capabilities.yaml\n");
        project.file("plugin.d/draft.yaml", "x");

        FileSelection selection = select(List.of(), List.of("!0001_init.sql"));

        assertThat(selection.files())
                .extracting(SelectedFile::path)
                .contains("plugin.d/capabilities.yaml", "migrations/0001_init.sql")
                .doesNotContain("plugin.d/draft.yaml");
        assertThat(selection.leftOut())
                .contains(
                        new ExcludedFile("contracts/", ".pxignore, line 3, has \"contracts/\""),
                        new ExcludedFile("plugin.d/draft.yaml", ".pxignore, line 4, has \"plugin.d/*\""));
    }

    @Test
    void an_included_folder_is_included_as_a_whole_and_its_files_show_the_pattern() {
        project.file("docs/guide.md", "guide");
        project.file("docs/drafts/next.md", "draft");

        FileSelection selection = select(List.of("docs/*", "!docs/drafts/"), List.of());

        assertThat(selection.files())
                .filteredOn(file -> file.reason() != null)
                .extracting(SelectedFile::path, SelectedFile::reason)
                .containsExactly(
                        tuple("docs/guide.md", "artifacts.include has \"docs/*\""),
                        tuple("docs/release-notes.md", "generated"));
        assertThat(selection.leftOut()).extracting(ExcludedFile::path).contains("docs/drafts/");
    }

    @Test
    void leftovers_are_excluded_unless_a_pattern_asks_for_them() {
        for (String leftover : LEFTOVERS) {
            project.file("config/" + leftover, "x");
        }
        project.file("web-admin/.output/server/chunks/page.example.mjs", "x");

        FileSelection selection = select(List.of("*.example.yaml"), List.of("!docker-compose.yml"));

        assertThat(selection.files())
                .extracting(SelectedFile::path)
                .contains(
                        "config/values.example.yaml",
                        "config/docker-compose.yml",
                        "web-admin/.output/server/chunks/page.example.mjs")
                .filteredOn(path -> path.startsWith("config/"))
                .hasSize(2);
        assertThat(selection.leftOut())
                .contains(
                        new ExcludedFile(
                                "config/.gitkeep",
                                "a file that only keeps its folder in git; artifacts.include with a pattern for such files adds it"));
        assertThat(select().files()).extracting(SelectedFile::path).noneMatch(path -> path.startsWith("config/"));
    }

    @Test
    void the_reference_lists_every_pattern_that_is_excluded_by_default() throws IOException {
        String reference = Files.readString(Path.of("../docs/reference/package.md"));

        for (DefaultExclusions group : DefaultExclusions.values()) {
            for (FilePattern pattern : group.patterns()) {
                assertThat(reference).contains("`" + pattern + "`");
            }
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_file_of_patterns_that_cannot_be_read_is_an_error() {
        ExternalTool.run(project.root(), "mkfifo", ".pxignore").succeeded();

        assertThatThrownBy(this::select).isInstanceOfSatisfying(PublishException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.CONFIG_UNREADABLE));
    }

    @Test
    void a_project_whose_manifest_is_ignored_is_an_error_that_shows_the_pattern() {
        project.file(".pxignore", "plugin.yaml\n");

        assertThatThrownBy(this::select).isInstanceOfSatisfying(PublishException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.MANIFEST_MISSING);
            assertThat(e.found()).contains(".pxignore, line 1");
        });
    }

    @Test
    void a_folder_without_a_manifest_is_an_error() throws IOException {
        Path empty = Files.createDirectories(temp.resolve("empty"));

        assertThatThrownBy(() -> FileSelection.read(PluginFolders.of(empty), SampleProject.request(), 0)
                        .selection())
                .isInstanceOfSatisfying(
                        PublishException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MANIFEST_MISSING));
    }

    private FileSelection select() {
        return select(List.of(), List.of());
    }

    private FileSelection select(List<String> include, List<String> ignore) {
        return FileSelection.read(
                        PluginFolders.of(project.root()),
                        SampleProject.request(PackageFormat.PXP, include, ignore, null),
                        0)
                .selection();
    }
}
