package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.PluginProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PX-R001: what is reported about the project's configuration besides its values. */
class ConfigurationRuleTest {
    private static final String RULE = "PX-R001";

    @TempDir
    Path folder;

    private PluginProject project() {
        return PluginProject.in(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "publish.json",
                ".publish.yml",
                "publish.toml",
                "px-plugin.config.mts",
                "px-plugin.yml",
                ".px-pluginrc.json"
            })
    void a_file_whose_name_suggests_configuration_but_that_is_not_read_is_a_warning(String name) {
        assertThat(project().file(name, "channel: beta\n").places(RULE)).containsExactly("warning " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"publish.sh", "publish.ts", "publish.md", "docs/publish.json", "px-plugin"})
    void other_files_are_not_mistaken_for_configuration(String name) {
        assertThat(project().file(name, "x").places(RULE)).isEmpty();
        assertThat(project().check().notRun()).doesNotContainKey(RULE);
    }

    @Test
    void a_folder_of_a_platform_that_does_not_exist_is_reported_at_the_platform() {
        PluginProject project =
                project().publishFile("artifacts:\n  platforms:\n    linux-amd64:\n      backend/bin: build/none\n");

        assertThat(project.places(RULE)).containsExactly("error publish.yml:3:5");
        assertThat(project.messages(RULE).get(0)).contains("build/none does not exist");
    }
}
