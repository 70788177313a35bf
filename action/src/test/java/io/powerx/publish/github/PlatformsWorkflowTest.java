package io.powerx.publish.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.json.Json;
import io.powerx.publish.testing.Binaries;
import io.powerx.publish.testing.ExamplePlugin;
import io.powerx.publish.testing.ExternalTool;
import io.powerx.publish.yaml.YamlDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs docs/examples/workflows/platforms.yml step by step, each job of the matrix in a separate workspace. */
class PlatformsWorkflowTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .getParent()
            .resolve("docs/examples");

    private static final Map<String, byte[]> PROGRAMS = Map.of(
            "linux-amd64", Binaries.elf(Binaries.AMD64),
            "linux-arm64", Binaries.elf(Binaries.ARM64),
            "darwin-arm64", Binaries.machO(),
            "windows-amd64", Binaries.portableExecutable());

    @TempDir
    Path root;

    private Job publishing;
    private Path artifacts;
    private Path tools;

    @BeforeEach
    void givenAProjectWithAMakefile() throws IOException {
        artifacts = Files.createDirectories(root.resolve("artifacts"));
        tools = Files.createDirectories(root.resolve("tools"));
        for (Map.Entry<String, byte[]> program : PROGRAMS.entrySet()) {
            Files.write(tools.resolve(program.getKey()), program.getValue());
        }
        publishing = new Job(root.resolve("publish"));
        publishing.without("project");
    }

    @AfterEach
    void end() {
        publishing.close();
    }

    @Test
    void the_workflow_publishes_what_each_runner_has_built_as_one_version() throws IOException {
        String text = Files.readString(EXAMPLES.resolve("workflows/platforms.yml"));
        JsonNode jobs = YamlDocument.parse("platforms.yml", text, ErrorCode.CONFIG_INVALID)
                .root()
                .path("jobs");
        String platforms = text.lines()
                .filter(line -> line.startsWith("#   "))
                .map(line -> line.substring(4))
                .collect(Collectors.joining("\n", "", "\n"));

        for (JsonNode runner : jobs.at("/build/strategy/matrix/include")) {
            String platform = runner.path("platform").asText();
            Path workspace = Files.createDirectories(root.resolve(platform));
            for (JsonNode step : jobs.at("/build/steps")) {
                run(step, workspace, platform, platforms);
            }
        }
        assertThat(jobs.at("/publish/needs").asText()).isEqualTo("build");
        List<Job.Step> published = new ArrayList<>();
        for (JsonNode step : jobs.at("/publish/steps")) {
            if (step.path("uses").asText().startsWith("powerx/publish-action@")) {
                assertThat(step.path("with").properties())
                        .extracting(Map.Entry::getKey)
                        .contains("api-url");
                published.add(publishing.run());
            } else {
                run(step, publishing.workspace, "the publishing machine", platforms);
            }
        }

        Job.Step step = published.get(0);
        assertThat(step.exitCode()).as(step.log()).isZero();
        JsonNode packages = Json.mapper().readTree(step.outputs().get("packages-json"));
        assertThat(packages.findValuesAsText("platform")).containsExactlyInAnyOrderElementsOf(PROGRAMS.keySet());
        for (JsonNode each : packages) {
            Path file = publishing.workspace.resolve(each.path("path").asText());
            Path unpacked = Files.createDirectories(
                    root.resolve("unpacked-" + each.path("platform").asText()));
            ExternalTool.run(unpacked, "tar", "xzf", file.toString()).succeeded();
            assertThat(unpacked.resolve("backend/bin/plugin"))
                    .hasBinaryContent(PROGRAMS.get(each.path("platform").asText()));
        }
        JsonNode receipt = Json.mapper().readTree(step.outputs().get("receipt-json"));
        assertThat(receipt.path("packages")).hasSize(4);
        assertThat(step.summary()).contains("| platform |").contains("| <code>darwin-arm64</code> |");
    }

    /** Runs a step as the runner and the actions do, as far as this workflow uses them. */
    private void run(JsonNode step, Path workspace, String platform, String platforms) throws IOException {
        String uses = step.path("uses").asText().replaceFirst("@.*", "");
        JsonNode with = step.path("with");
        switch (uses) {
            case "" -> shell(step.path("run").asText(), workspace, platform);
            case "actions/checkout" -> checkOut(workspace, platforms);
            case "actions/upload-artifact" ->
                copy(
                        workspace.resolve(with.path("path").asText()),
                        artifacts.resolve(with.path("name").asText().replace("${{ matrix.platform }}", platform)));
            case "actions/download-artifact" ->
                copy(artifacts, workspace.resolve(with.path("path").asText()));
            default -> throw new AssertionError("the test does not know the action " + uses);
        }
    }

    /** {@code make} builds for the machine that it runs on. */
    private void shell(String script, Path workspace, String platform) throws IOException {
        String make = """
                #!/bin/bash
                for target in "$@"; do
                  case $target in
                    backend) mkdir -p backend/bin; cp "%s" backend/bin/plugin; cp "%s" backend/bin/migrate ;;
                    test) test -s backend/bin/plugin ;;
                    web-admin) test -d web-admin/.output ;;
                    *) exit 2 ;;
                  esac
                done
                """.formatted(tools.resolve(platform), tools.resolve(platform));
        Path folder = Files.createDirectories(tools.resolve("bin"));
        Path program = Files.writeString(folder.resolve("make"), make);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("PATH", folder + ":" + System.getenv("PATH"));
        ExternalTool.run(workspace, environment, List.of("bash", "-eo", "pipefail", "-c", script))
                .succeeded();
    }

    private static void checkOut(Path workspace, String platforms) throws IOException {
        ExamplePlugin.copyTo(workspace);
        Path file = workspace.resolve("publish.yml");
        String shared = Files.readString(file).replace("artifacts:\n  format: pxp\n", platforms);
        assertThat(shared).contains("  platforms:\n");
        Files.writeString(file, shared);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.write(target, Files.readAllBytes(file));
                }
            }
        }
    }
}
