package io.powerx.publish.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Checks that action.yml and the code have the same inputs and outputs. */
class ManifestTest {
    private final Map<String, Object> manifest;

    ManifestTest() throws Exception {
        Path file = Path.of(System.getProperty("basedir", ""))
                .toAbsolutePath()
                .getParent()
                .resolve("action.yml");
        manifest = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
    }

    @Test
    void every_input_is_read_and_every_input_that_is_read_is_offered() {
        Map<String, Object> expected = new LinkedHashMap<>();
        ActionInput.all()
                .forEach(input -> expected.put(
                        input.name(),
                        Map.of(
                                "description", input.description(),
                                "required", false,
                                "default", input.defaultValue())));

        assertThat(manifest.get("inputs")).isEqualTo(expected);
        assertThat(expected)
                .containsKeys("token", "dry-run", "signing-passphrase", "sandbox")
                .doesNotContainKey("sandbox-data");
    }

    @Test
    void every_output_is_written_and_every_output_that_is_written_is_offered() {
        Map<String, Object> expected = new LinkedHashMap<>();
        Arrays.stream(ActionOutput.values())
                .forEach(output -> expected.put(output.id(), Map.of("description", output.description())));

        assertThat(manifest.get("outputs")).isEqualTo(expected);
    }
}
