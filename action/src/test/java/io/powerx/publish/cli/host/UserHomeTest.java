package io.powerx.publish.cli.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserHomeTest {
    @TempDir
    Path home;

    @Test
    void the_home_folder_comes_from_the_environment_and_otherwise_from_java() {
        assertThat(UserHome.find(Map.of("HOME", home.toString()), "/nowhere")).contains(home);
        assertThat(UserHome.find(Map.of("USERPROFILE", home.toString()), "/nowhere"))
                .contains(home);
        assertThat(UserHome.find(Map.of(), home.toString())).contains(home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "?", "relative", ".", "~", "/nowhere/at/all", "/dev/null"})
    void a_path_that_is_not_an_absolute_writable_folder_is_not_the_home(String value) {
        assertThat(UserHome.find(Map.of("HOME", value), home.toString())).isEmpty();
        assertThat(UserHome.find(Map.of(), value)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GITHUB_WORKSPACE", "CI_PROJECT_DIR", "WORKSPACE"})
    void a_folder_inside_the_workspace_of_a_job_is_not_a_home(String variable) throws Exception {
        Path inside = Files.createDirectory(home.resolve("inside"));
        Path link = Files.createSymbolicLink(home.resolve("link"), home);

        assertThat(UserHome.find(Map.of("HOME", home.toString(), variable, "/elsewhere"), "?"))
                .contains(home);
        assertThat(UserHome.find(Map.of("HOME", home.toString(), variable, home.toString()), "?"))
                .isEmpty();
        assertThat(UserHome.find(Map.of("HOME", inside.toString(), variable, home.toString()), "?"))
                .isEmpty();
        assertThat(UserHome.find(Map.of("HOME", inside.toString(), variable, link.toString()), "?"))
                .isEmpty();
    }
}
