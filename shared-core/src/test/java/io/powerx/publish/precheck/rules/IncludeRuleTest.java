package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.PluginProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludeRuleTest {
    private static final String RULE = "PX-F014";

    @TempDir
    Path folder;

    private PluginProject including(String... patterns) {
        return PluginProject.in(folder)
                .file("extra/data/list.txt", "a")
                .include(patterns)
                .publishFile("artifacts:\n  include:\n    - " + String.join("\n    - ", quoted(patterns)) + "\n");
    }

    private static String[] quoted(String... patterns) {
        String[] quoted = new String[patterns.length];
        for (int i = 0; i < patterns.length; i++) {
            quoted[i] = '"' + patterns[i] + '"';
        }
        return quoted;
    }

    @Test
    void a_pattern_without_a_match_is_an_error_at_the_pattern() {
        PluginProject project = including("extra/**", "licenses/*.txt");
        assertThat(project.places(RULE)).containsExactly("error publish.yml:4:7");
        assertThat(project.messages(RULE))
                .containsExactly("artifacts.include has \"licenses/*.txt\", which matches no file that is packed");
    }

    @Test
    void a_pattern_with_a_typo_suggests_the_path_that_exists() {
        assertThat(including("extra/dato/*.txt", "/extra/data/lst.txt", "./extre/**", "other/**")
                        .messages(RULE))
                .satisfiesExactlyInAnyOrder(
                        message -> assertThat(message).endsWith("; did you mean extra/data/*.txt?"),
                        message -> assertThat(message).endsWith("; did you mean extra/data/list.txt?"),
                        message -> assertThat(message).endsWith("; did you mean extra/**?"),
                        message -> assertThat(message).endsWith("which matches no file that is packed"));
    }

    @Test
    void a_pattern_whose_files_are_left_out_shows_why() {
        assertThat(including("extra/data/*.txt")
                        .file(".pxignore", "extra/data/\n")
                        .messages(RULE))
                .containsExactly("artifacts.include has \"extra/data/*.txt\", which matches no file that is packed:"
                        + " extra/data/ is left out (.pxignore, line 1, has \"extra/data/\")");
        assertThat(including("extra/data/*.txt").file(".pxignore", "list.*\n").messages(RULE))
                .containsExactly("artifacts.include has \"extra/data/*.txt\", which matches no file that is packed:"
                        + " extra/data/list.txt is left out (.pxignore, line 1, has \"list.*\")");
    }

    @Test
    void a_folder_without_a_matching_file_is_not_said_to_be_left_out() {
        assertThat(including("extra/data/*.md").messages(RULE))
                .containsExactly("artifacts.include has \"extra/data/*.md\", which matches no file that is packed");
    }

    @Test
    void patterns_of_files_that_belong_to_the_layout_anyway_and_exceptions_pass() {
        assertThat(including("backend/**", "extra/**", "!extra/none/**").places(RULE))
                .isEmpty();
        assertThat(including("backend/none/**", "!extra/none/**").places(RULE)).hasSize(1);
    }

    @Test
    void patterns_that_exclude_nothing_are_not_reported() {
        PluginProject project = PluginProject.in(folder)
                .file(".pxignore", "*.orig\n")
                .ignore("none/**")
                .publishFile("artifacts: {ignore: [none/**]}\n");
        assertThat(project.check().findings()).isEmpty();
        assertThat(project.check().notRun()).containsEntry(RULE, "it does not apply to this plugin");
    }

    @Test
    void the_only_pattern_may_be_a_text() {
        assertThat(PluginProject.in(folder)
                        .include("none")
                        .publishFile("artifacts:\n  include: none\n")
                        .places(RULE))
                .containsExactly("error publish.yml:2:12");
    }

    @Test
    void a_pattern_that_matches_in_the_package_of_one_platform_passes() {
        PluginProject project = PluginProject.in(folder)
                .file("build/linux/tool", "#!/bin/sh\n")
                .file("build/windows/tool.exe", "MZ")
                .include("tools/*.exe", "tools/*.com");
        String platforms = """
                artifacts:
                  include: ["tools/*.exe", "tools/*.com"]
                  platforms:
                    linux-amd64: {tools: build/linux}
                    windows-amd64: {tools: build/windows}
                """;
        assertThat(project.publishFile(platforms).messages(RULE))
                .containsExactly("artifacts.include has \"tools/*.com\", which matches no file that is packed");
    }

    @Test
    void a_pattern_whose_file_is_refused_is_reported_once() {
        PluginProject project = including("backend/etc/.env").file("backend/etc/.env", "A=1\n");

        assertThat(project.places("PX-F003")).containsExactly("error backend/etc/.env");
        assertThat(project.places(RULE)).isEmpty();
    }

    @Test
    void every_invalid_pattern_is_an_error_at_its_place_and_other_rules_are_run() {
        PluginProject project = including("../other/**", "a[b").without("reports/junit.xml");

        assertThat(project.places("PX-R001")).containsExactly("error publish.yml:3:7", "error publish.yml:4:7");
        assertThat(project.places("PX-T001")).containsExactly("warning");
        assertThat(project.check().notRun()).containsKey(RULE).doesNotContainKey("PX-M012");
    }
}
