package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.finding.Finding;
import io.powerx.publish.pack.SelectedFile;
import io.powerx.publish.precheck.PluginProject;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeRulesTest {
    private static final long MB = 1_000_000;

    @TempDir
    Path folder;

    private static SelectedFile file(String path, long size) {
        return SelectedFile.ofProject(path, Path.of(path), size, false, "");
    }

    @ParameterizedTest
    @CsvSource({"300, ''", "301, INFO", "512, INFO", "513, WARNING"})
    void files_above_the_limits_of_hosts_are_reported(long megabytes, String severity) {
        List<SelectedFile> files =
                List.of(file("assets/model.bin", (megabytes - 10) * MB), file("backend/bin/plugin", 10 * MB));
        assertThat(PackageSizeIsAccepted.problems(files))
                .extracting(problem -> problem.severity().toString())
                .isEqualTo(severity.isEmpty() ? List.of() : List.of(severity));
    }

    @Test
    void the_largest_files_are_listed() {
        List<SelectedFile> files = List.of(
                file("a", MB),
                file("assets/model.bin", 500 * MB),
                file("b", 2 * MB),
                file("assets/video.mp4", 200 * MB));
        assertThat(PackageSizeIsAccepted.problems(files))
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.message())
                                .isEqualTo(
                                        "The files total 703.0 MB before compression; by default, hosts install packages of at most"
                                                + " 512.0 MB. The largest are assets/model.bin (500.0 MB), assets/video.mp4 (200.0 MB), b (2.0 MB)"))
                .satisfies(problem -> assertThat(problem.file()).isEqualTo("assets/model.bin"));
    }

    @Test
    void very_many_files_are_an_info() {
        assertThat(PackageSizeIsAccepted.problems(Collections.nCopies(20_000, file("a", 1))))
                .isEmpty();
        assertThat(PackageSizeIsAccepted.problems(Collections.nCopies(20_001, file("a", 1))))
                .hasSize(1);
    }

    @Test
    void leftovers_are_one_info_of_each_kind_with_the_first_file() {
        List<Finding> findings = PluginProject.in(folder)
                .include("web-admin/.output/**/*.map")
                .file("web-admin/.output/public/a.js.map", "x".repeat(100))
                .file("web-admin/.output/public/b.js.map", "x".repeat(100))
                .file("web-admin/.output/server/node_modules/.cache/a", "x")
                .check()
                .findings();
        assertThat(findings)
                .filteredOn(finding -> finding.rule().equals("PX-F011"))
                .extracting(finding -> finding.severity() + " " + finding.message())
                .containsExactlyInAnyOrder(
                        "INFO The package contains 2 source maps (200 B), such as web-admin/.output/public/a.js.map",
                        "INFO The package contains 1 cache file (1 B), such as"
                                + " web-admin/.output/server/node_modules/.cache/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "assets/server.log",
                "web-admin/dist/a.test.js",
                "web-admin/.output/server/node_modules/x/__tests__/a.js",
                "config/Makefile",
                "assets/core",
                "backend/assets/__pycache__/a.cpython-312.pyc"
            })
    void what_is_not_needed_at_run_time_is_an_info(String path) {
        assertThat(PluginProject.in(folder).file(path, "x").places("PX-F011")).containsExactly("info " + path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web-admin/.output/public/logs/index.html",
                "assets/core.js",
                "web-admin/dist/latest.js",
                "assets/log",
                "assets/roadmap",
                "backend/templates/test.tmpl"
            })
    void similar_names_are_not_leftovers(String path) {
        assertThat(PluginProject.in(folder).file(path, "x").places("PX-F011")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".DS_Store", "Thumbs.db", "config.yaml~", "config.yaml.orig", ".config.yaml.swp"})
    void a_leftover_of_an_editor_that_is_included_explicitly_is_an_info(String name) {
        PluginProject project =
                PluginProject.in(folder).file("backend/etc/" + name, "x").include("backend/etc/" + name);

        assertThat(project.places("PX-F011")).containsExactly("info backend/etc/" + name);
    }
}
