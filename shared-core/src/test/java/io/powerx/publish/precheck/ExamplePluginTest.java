package io.powerx.publish.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.config.Channel;
import io.powerx.publish.config.CompressionLevel;
import io.powerx.publish.config.ConfigDocument;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.plugin.PluginFolders;
import io.powerx.publish.plugin.PluginReader;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.rules.RuleCatalogue;
import io.powerx.publish.rollout.Rollout;
import io.powerx.publish.rollout.RolloutReader;
import io.powerx.publish.testing.ExamplePlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExamplePluginTest {
    private static final Path EXAMPLE = ExamplePlugin.FOLDER;

    private static PrecheckReport check(
            Channel channel,
            @Nullable RegistryState registry,
            PrecheckRequest.Configuration configuration,
            PublishFile.Artifacts artifacts) {
        PluginSnapshot plugin = new PluginReader(EXAMPLE).read().snapshot();
        PackRequest pack = new PackRequest(
                plugin.id(),
                plugin.version(),
                PackageFormat.PXP,
                CompressionLevel.BALANCED,
                artifacts.include(),
                artifacts.ignore(),
                List.of(),
                null);
        return RuleCatalogue.engine()
                .check(
                        PluginFolders.of(EXAMPLE),
                        new PrecheckRequest(
                                channel,
                                PluginProject.NOW,
                                registry,
                                configuration,
                                new PrecheckRequest.Notes(plugin.changelog(), null),
                                List.of(pack),
                                null,
                                null,
                                List.of()));
    }

    @Test
    void the_example_has_no_findings() throws Exception {
        PublishFile file = PublishFile.parse("publish.yml", Files.readString(EXAMPLE.resolve("publish.yml")));
        RegistryState registry =
                new RegistryState(List.of(new RegistryState.Listed("0.1.0", Channel.STABLE, true, true)), null);
        PrecheckRequest.Configuration configuration = new PrecheckRequest.Configuration(
                file.document().texts(),
                file.quality().coverageThreshold(),
                file.quality().tests(),
                file.quality().coverage());

        PrecheckReport report = check(Channel.STABLE, registry, configuration, file.artifacts());

        assertThat(report.findings()).isEmpty();
        assertThat(report.rulesRun()).isGreaterThan(30);
        assertThat(report.tests()).isEqualTo(new PrecheckReport.Tests(6, 0, 0));
        assertThat(report.lineCoverage()).isGreaterThan(80);
    }

    @Test
    void the_reports_of_the_example_are_found_without_configuration() {
        PrecheckReport report = check(
                Channel.BETA,
                null,
                new PrecheckRequest.Configuration(List.of(), 80, List.of(), List.of()),
                PublishFile.of(ConfigDocument.of(List.of())).artifacts());

        assertThat(report.findings()).isEmpty();
        assertThat(report.tests()).isNotNull();
    }

    @Test
    void the_snapshot_of_the_example_is_complete() {
        PluginSnapshot plugin = new PluginReader(EXAMPLE).read().snapshot();
        assertThat(plugin.id()).isEqualTo("com.powerx.plugins.note");
        assertThat(plugin.version()).isEqualTo("0.2.0");
        assertThat(plugin.hostRange()).isEqualTo(">=0.6.0 <1.0.0");
        assertThat(plugin.permissions())
                .contains("note.notes:read", "note.notes:create")
                .isSorted();
        assertThat(plugin.hasMigrations()).isTrue();
        assertThat(plugin.changelog())
                .startsWith("### Added")
                .contains("Notes have a status")
                .doesNotContain("0.1.0");
    }

    @Test
    void the_example_is_rolled_out_in_three_batches() throws Exception {
        PublishFile file = PublishFile.parse("publish.yml", Files.readString(EXAMPLE.resolve("publish.yml")));
        Rollout rollout = RolloutReader.read(file, Channel.STABLE, Instant.MIN);
        assertThat(rollout.strategy()).isEqualTo("canary");
        assertThat(rollout.batches()).extracting(Rollout.Batch::percentage).containsExactly(10, 50, 100);
        assertThat(rollout.batches()).extracting(Rollout.Batch::delay).containsExactly("PT4H", "PT24H", null);
        assertThat(rollout.autoUpgrade()).isEqualTo("patch");
        assertThat(rollout.rollbackPlan()).isNotNull();
    }

    @Test
    void the_programs_of_the_example_run() throws Exception {
        assertThat(output("backend/bin/plugin", "--version")).isEqualTo("note-plugin 0.2.0\n");
        assertThat(output("backend/bin/migrate", "--list")).isEqualTo("0001_notes.sql\n0002_note_status.sql\n");
    }

    private static String output(String program, String argument) throws Exception {
        Process process = new ProcessBuilder(
                        EXAMPLE.resolve(program).toAbsolutePath().toString(), argument)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
