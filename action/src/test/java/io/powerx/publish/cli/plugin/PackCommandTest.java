package io.powerx.publish.cli.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.cli.Shell;
import io.powerx.publish.json.Json;
import io.powerx.publish.testing.ExternalTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code pack}: what it lists, and what it writes. */
class PackCommandTest {
    private Shell shell;
    private Path plugin;

    @BeforeEach
    void givenAPlugin(@TempDir Path root) throws Exception {
        shell = new Shell(root);
        plugin = shell.examplePlugin("plugin");
    }

    @Test
    void the_list_shows_each_file_with_the_reason_for_it_or_against_it() throws Exception {
        Files.createDirectories(plugin.resolve("docs/drafts"));
        Files.writeString(plugin.resolve("docs/guide.md"), "guide");
        Files.writeString(plugin.resolve("docs/drafts/next.md"), "draft");
        Files.writeString(plugin.resolve("config/values.example.yaml"), "a: 1");
        Files.writeString(plugin.resolve(".pxignore"), "docs/drafts/\n");
        include("'docs/*'");

        Shell.Outcome listed = shell.run("pack", "--project", "plugin", "--list");
        JsonNode json = Json.mapper()
                .readTree(shell.run("pack", "--project", "plugin", "--list", "--json")
                        .out());

        assertThat(listed.exitCode()).as(listed.err()).isZero();
        assertThat(listed.out())
                .containsPattern("(?m)^x +\\S+ \\S+  backend/bin/plugin$")
                .contains("  docs/guide.md: artifacts.include has \"docs/*\"\n")
                .contains("- docs/drafts/: .pxignore, line 1, has \"docs/drafts/\"\n")
                .contains("- config/values.example.yaml: an example to copy from;")
                .containsPattern("\ncontent digest [0-9a-f]{64}");
        assertThat(json.path("contentDigest").asText()).matches("[0-9a-f]{64}");
        assertThat(json.path("packed").findValuesAsText("path")).contains("plugin.yaml", "docs/guide.md");
        assertThat(json.path("packed").findValuesAsText("reason")).contains("artifacts.include has \"docs/*\"");
        assertThat(json.path("leftOut").findValuesAsText("path")).contains("docs/drafts/");
        assertThat(json.path("refused")).isEmpty();
        assertThat(plugin.resolve("dist")).doesNotExist();
    }

    @Test
    void the_list_also_explains_why_nothing_can_be_packed() throws Exception {
        Files.writeString(plugin.resolve("config/.env"), "TOKEN=1");

        Shell.Outcome listed = shell.run("pack", "--project", "plugin", "--list");
        JsonNode json = Json.mapper()
                .readTree(shell.run("pack", "--project", "plugin", "--list", "--json")
                        .out());

        assertThat(listed.exitCode()).isEqualTo(7);
        assertThat(listed.out())
                .contains("plugin.yaml\n")
                .contains("! config/.env: environment files contain secrets\n")
                .contains("Nothing can be packed because of 1 file marked with !");
        assertThat(json.path("refused").path(0).path("path").asText()).isEqualTo("config/.env");
        assertThat(json.has("contentDigest")).isFalse();
    }

    @Test
    void packages_for_platforms_are_listed_and_packed_one_by_one() throws Exception {
        Files.createDirectories(plugin.resolve("build/arm64"));
        Files.writeString(plugin.resolve("build/arm64/plugin"), "#!/bin/sh\n");
        Path config = plugin.resolve("publish.yml");
        Files.writeString(config, Files.readString(config).replace("  format: pxp\n", """
                  format: pxp
                  platforms:
                    linux-amd64: {}
                    linux-arm64: { backend/bin: build/arm64 }
                """));

        Shell.Outcome listed = shell.run("pack", "--project", "plugin", "--list");
        JsonNode json = Json.mapper()
                .readTree(shell.run("pack", "--project", "plugin", "--list", "--json")
                        .out());
        Shell.Outcome packed = shell.run("pack", "--project", "plugin", "--output", "out");
        Shell.Outcome explained = shell.run("config", "--project", "plugin");

        assertThat(listed.out())
                .contains("linux-amd64:\n", "\n\nlinux-arm64:\n")
                .contains("backend/bin/plugin: taken from build/arm64\n")
                .contains("- backend/bin/: replaced by build/arm64\n");
        assertThat(json.path("packages").findValuesAsText("platform")).containsExactly("linux-amd64", "linux-arm64");
        assertThat(packed.exitCode()).as(packed.err()).isZero();
        assertThat(packed.out())
                .contains("com.powerx.plugins.note-0.2.0-linux-amd64.pxp")
                .contains("com.powerx.plugins.note-0.2.0-linux-arm64.pxp");
        assertThat(shell.folder().resolve("out/com.powerx.plugins.note-0.2.0-linux-arm64.integrity.txt"))
                .content()
                .contains("  backend/bin/plugin\n")
                .doesNotContain("backend/bin/migrate");
        assertThat(explained.out())
                .containsPattern("artifacts.platforms.linux-arm64.backend/bin +build/arm64 +publish.yml:\\d+:\\d+")
                .containsPattern("artifacts.platforms.linux-amd64 +\\{\\}");
    }

    @Test
    void a_package_replaces_an_earlier_one_which_the_result_states() throws Exception {
        Shell.Outcome first = shell.run("pack", "--project", "plugin", "--output", "out");
        Path packed = shell.folder().resolve("out/com.powerx.plugins.note-0.2.0.pxp");
        byte[] bytes = Files.readAllBytes(packed);
        Files.writeString(packed, "another");
        Shell.Outcome second = shell.run("pack", "--project", "plugin", "--output", "out");
        JsonNode third = Json.mapper()
                .readTree(shell.run("pack", "--project", "plugin", "--output", "out", "--json")
                        .out());

        assertThat(first.out()).contains(") into " + packed).doesNotContain("replac");
        assertThat(second.out()).contains(packed + ", replacing an earlier package");
        assertThat(third.path("replaced").asBoolean()).isTrue();
        assertThat(packed).hasBinaryContent(bytes);
        try (Stream<Path> files = Files.list(packed.getParent())) {
            assertThat(files).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"out", "mine.pxp", "mine.zip", "mine.tar.gz"})
    void an_output_that_is_a_file_or_named_like_one_is_an_error_before_anything_is_read(String output)
            throws Exception {
        Path file = shell.folder().resolve(output);
        if (output.equals("out")) {
            Files.writeString(file, "mine");
        }

        Shell.Outcome outcome = shell.run("pack", "--project", "plugin", "--output", output);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("[option_invalid]")
                .contains(file.toString())
                .contains("packages are written to a folder");
        if (output.equals("out")) {
            assertThat(file).hasContent("mine");
        } else {
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void a_build_in_dist_is_found_and_the_changelog_stays_that_of_the_project() throws Exception {
        moveBuild("dist/0.2.0");

        Shell.Outcome found = shell.run("pack", "--project", "plugin", "--output", "out");
        Shell.Outcome checked = shell.run("precheck", "--project", "plugin", "--offline");

        assertThat(found.exitCode()).as(found.err()).isZero();
        assertThat(found.err()).contains("the build is in dist/0.2.0");
        assertThat(checked.exitCode()).as(checked.out()).isZero();
        String names = ExternalTool.run(shell.folder(), "tar", "tzf", "out/com.powerx.plugins.note-0.2.0.pxp")
                .succeeded()
                .output();
        assertThat(names.lines())
                .contains("plugin.yaml", "backend/bin/plugin")
                .noneMatch(name -> name.contains("dist"));
        assertThat(ExternalTool.run(
                                shell.folder(),
                                "tar",
                                "xzOf",
                                "out/com.powerx.plugins.note-0.2.0.pxp",
                                "docs/release-notes.md")
                        .output())
                .isNotBlank();
    }

    @Test
    void an_option_or_artifacts_root_selects_the_build() throws Exception {
        moveBuild("target/build");

        Shell.Outcome option =
                shell.run("pack", "--project", "plugin", "--build-dir", "plugin/target/build", "--output", "out");
        Path publishFile = plugin.resolve("publish.yml");
        Files.writeString(
                publishFile,
                Files.readString(publishFile).replace("format: pxp", "format: tar.gz\n  root: target/build"));
        Shell.Outcome key = shell.run("pack", "--project", "plugin", "--output", "out");
        Shell.Outcome published = shell.run("publish", "--project", "plugin", "--sandbox");
        Shell.Outcome missing = shell.run("pack", "--project", "plugin", "--build-dir", "nowhere", "--output", "out");

        assertThat(option.exitCode()).as(option.err()).isZero();
        assertThat(key.exitCode()).as(key.err()).isZero();
        assertThat(published.exitCode()).as(published.err()).isZero();
        assertThat(published.err()).contains("built in target/build");
        assertThat(shell.folder().resolve("out/com.powerx.plugins.note-0.2.0.tar.gz"))
                .hasSameBinaryContentAs(shell.folder().resolve("out/com.powerx.plugins.note-0.2.0.pxp"));
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("open the build").contains("nowhere");
    }

    /** Moves everything but the project's own files to a build folder, as a build tool does. */
    private void moveBuild(String folder) throws Exception {
        Path build = Files.createDirectories(plugin.resolve(folder));
        for (String name : List.of("backend", "web-admin", "plugin.d", "migrations", "contracts", "config")) {
            Files.move(plugin.resolve(name), build.resolve(name));
        }
        Files.move(plugin.resolve("plugin.yaml"), build.resolve("plugin.yaml"));
    }

    @Test
    void a_pattern_without_a_match_is_reported_as_by_the_precheck() throws Exception {
        Files.createDirectories(plugin.resolve("docs"));
        Files.writeString(plugin.resolve("docs/guide.md"), "guide");
        include("'docs/*', 'docs/guid.md'");

        Shell.Outcome packed = shell.run("pack", "--project", "plugin");
        Shell.Outcome listed = shell.run("pack", "--project", "plugin", "--list", "--json");
        Shell.Outcome checked = shell.run("precheck", "--project", "plugin", "--offline");

        String finding = "error PX-F014 publish.yml:";
        String message =
                "artifacts.include has \"docs/guid.md\", which matches no file that is packed; did you mean docs/guide.md?";
        assertThat(packed.exitCode()).as(packed.err()).isZero();
        assertThat(packed.err()).contains(finding, message).doesNotContain("\"docs/*\"");
        assertThat(listed.err()).contains(finding, message);
        assertThat(checked.out()).contains(message);
        assertThat(plugin.resolve("dist")).isNotEmptyDirectory();
    }

    @Test
    void a_pattern_that_is_suppressed_in_the_precheck_is_not_reported() throws Exception {
        include("'docs/guid.md'");
        assertThat(shell.run("pack", "--project", "plugin").err()).contains("PX-F014");
        Path file = plugin.resolve("publish.yml");
        Files.writeString(
                file,
                Files.readString(file)
                        + "\nprecheck:\n  suppressions:\n    - { rule: PX-F014, reason: built later, expires: 2099-01-01 }\n");

        Shell.Outcome packed = shell.run("pack", "--project", "plugin");

        assertThat(packed.exitCode()).as(packed.err()).isZero();
        assertThat(packed.err()).doesNotContain("PX-F014");
    }

    private void include(String patterns) throws Exception {
        Path file = plugin.resolve("publish.yml");
        Files.writeString(
                file, Files.readString(file).replace("format: pxp", "format: pxp\n  include: [" + patterns + "]"));
    }
}
