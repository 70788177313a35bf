package io.powerx.publish.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build that {@code make dist} has written is found, unless it is not certain that it is the right one. */
class PluginFoldersTest {
    @TempDir
    Path project;

    @BeforeEach
    void givenSourcesWithABuildInDist() throws IOException {
        plugin("", "1.2.0", false);
        plugin("dist/1.2.0/", "1.2.0", true);
        plugin("dist/1.1.0/", "1.1.0", true);
    }

    @Test
    void the_build_with_the_version_of_the_project_is_used() {
        assertThat(PluginFolders.detect(project).separateBuild()).contains("dist/1.2.0");
    }

    @Test
    void a_project_that_contains_its_build_is_used_itself() throws IOException {
        plugin("", "1.2.0", true);

        assertThat(PluginFolders.detect(project).separateBuild()).isEmpty();
    }

    @Test
    void a_project_without_a_manifest_needs_exactly_one_build() throws IOException {
        Files.delete(project.resolve("plugin.yaml"));
        assertThat(PluginFolders.detect(project).separateBuild()).isEmpty();

        Files.delete(project.resolve("dist/1.1.0/plugin.yaml"));
        assertThat(PluginFolders.detect(project).separateBuild()).contains("dist/1.2.0");
    }

    @Test
    void a_second_build_with_the_same_version_makes_it_uncertain() throws IOException {
        plugin("dist/latest/", "1.2.0", true);

        assertThat(PluginFolders.detect(project).separateBuild()).isEmpty();
    }

    @Test
    void a_folder_that_does_not_have_the_name_of_its_version_is_not_used() throws IOException {
        plugin("dist/1.2.0/", "1.3.0", true);
        plugin("", "1.3.0", false);

        assertThat(PluginFolders.detect(project).separateBuild()).isEmpty();
    }

    @Test
    void a_build_outside_the_project_is_shown_with_its_whole_path(@TempDir Path elsewhere) {
        assertThat(new PluginFolders(project, elsewhere).separateBuild())
                .contains(elsewhere.toString().replace('\\', '/'));
    }

    private void plugin(String folder, String version, boolean built) throws IOException {
        Path manifest = project.resolve(folder + "plugin.yaml");
        Files.createDirectories(manifest.getParent());
        Files.writeString(manifest, """
                id: com.example.note
                version: %s
                runtime: { kind: process, entry: backend/bin/plugin }
                """.formatted(version));
        Path program = project.resolve(folder + "backend/bin/plugin");
        Files.createDirectories(program.getParent());
        if (built) {
            Files.writeString(program, "#!/bin/sh\n");
        }
    }
}
