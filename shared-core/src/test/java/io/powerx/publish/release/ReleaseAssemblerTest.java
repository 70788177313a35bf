package io.powerx.publish.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.config.Channel;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.CheckedPlugin;
import io.powerx.publish.precheck.PrecheckReport;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseAssemblerTest {
    private static final PrecheckReport PASSED = report(List.of(), 0, new PrecheckReport.Tests(7, 0, 1), 91.5);
    private static final PrecheckReport FAILED = report(
            List.of(
                    new Finding("PX-V001", Severity.ERROR, "m", "r", null),
                    new Finding("PX-T001", Severity.WARNING, "m", "r", null)),
            1,
            null,
            null);

    private static PrecheckReport report(
            List<Finding> findings, int failed, PrecheckReport.Tests tests, Double coverage) {
        return new PrecheckReport(
                new CheckedPlugin("com.x", "X", "1.0.0"),
                findings,
                List.of(),
                Map.of(),
                Map.of(),
                40,
                failed,
                tests,
                coverage);
    }

    private static PluginSnapshot plugin(String version, boolean migrations, String... permissions) {
        return new PluginSnapshot(
                "com.x",
                "X",
                version,
                ">=1.0.0",
                List.of(permissions),
                List.of(),
                List.of(new PluginSnapshot.Dependency("com.y", null, true)),
                migrations,
                "a".repeat(40),
                "https://example.org/x",
                "Better and faster.",
                null,
                null);
    }

    private static ReleaseInput input(
            PluginSnapshot plugin, PublishedVersion previous, PrecheckReport report, String yaml) {
        return new ReleaseInput(
                plugin,
                Channel.STABLE,
                ReleaseNotes.of(null, plugin),
                PublishFile.parse("publish.yml", yaml),
                previous == null,
                previous,
                report,
                true,
                null);
    }

    private static String risk(PluginSnapshot plugin, PublishedVersion previous, PrecheckReport report, String yaml) {
        ReleaseMetadata.Risk risk =
                ReleaseAssembler.assemble(input(plugin, previous, report, yaml)).risk();
        return risk.level() + " "
                + risk.reasons().stream().map(ReleaseMetadata.Risk.Reason::code).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.2.4      | low [patch_version]",
                "1.3.0      | medium [minor_version]",
                "2.0.0      | high [major_version]",
                "1.2.4-rc.1 | low [prerelease, patch_version]"
            })
    void the_risk_depends_on_the_step_from_the_previous_version(String version, String expected) {
        assertThat(risk(plugin(version, false), new PublishedVersion("1.2.3", null), PASSED, ""))
                .isEqualTo(expected);
    }

    @Test
    void every_risk_is_listed_as_a_reason() {
        PublishedVersion previous = new PublishedVersion("1.2.3", List.of("a:read"));
        assertThat(risk(plugin("1.2.4", false, "a:read"), previous, PASSED, "")).isEqualTo("low [patch_version]");
        assertThat(risk(plugin("1.2.4", false, "a:read", "a:write"), previous, PASSED, ""))
                .isEqualTo("high [patch_version, permissions_widened]");
        assertThat(risk(plugin("1.2.4", true), previous, PASSED, "")).isEqualTo("medium [patch_version, migrations]");
        assertThat(risk(plugin("1.2.4", false), previous, null, ""))
                .isEqualTo("high [patch_version, precheck_skipped]");
        assertThat(risk(plugin("1.2.4", false), previous, FAILED, ""))
                .isEqualTo("high [patch_version, precheck_errors_ignored]");
        assertThat(risk(plugin("1.2.4", false), null, PASSED, "")).isEqualTo("medium [first_release]");
    }

    @Test
    void a_declared_risk_raises_the_level_and_lowers_it_only_with_a_reason() {
        PublishedVersion previous = new PublishedVersion("1.2.3", null);
        assertThat(risk(plugin("1.2.4", false), previous, PASSED, "risk: critical"))
                .isEqualTo("critical [patch_version, declared]");
        assertThat(risk(plugin("2.0.0", false), previous, PASSED, "risk: low"))
                .isEqualTo("high [major_version, declared]");
        assertThat(risk(
                        plugin("2.0.0", false),
                        previous,
                        PASSED,
                        "risk: { level: low, reason: only the number of the version changes }"))
                .isEqualTo("low [major_version, lowered]");
    }

    @Test
    void at_most_ten_added_permissions_are_listed() {
        String[] many = IntStream.range(10, 30).mapToObj(i -> "p:" + i).toArray(String[]::new);
        ReleaseMetadata metadata = ReleaseAssembler.assemble(
                input(plugin("1.2.4", false, many), new PublishedVersion("1.2.3", List.of("p:10")), PASSED, ""));
        assertThat(metadata.risk().reasons().get(1).detail())
                .startsWith("new permissions: p:11, p:12")
                .endsWith("p:20 and 9 more");
    }

    @Test
    void the_metadata_contains_what_the_contract_requires() {
        ReleaseMetadata metadata = ReleaseAssembler.assemble(input(
                plugin("1.2.4", false, "a:read"),
                new PublishedVersion("1.2.3", null),
                PASSED,
                "rollbackPlan: { trigger: errors }"));
        assertThat(metadata.dependencies()).containsExactly(new ReleaseMetadata.Dependency("com.y", "*", true));
        assertThat(metadata.releaseNotes())
                .isEqualTo(new ReleaseMetadata.Notes("markdown", "Better and faster.", false));
        assertThat(metadata.rollout().rollbackPlan().previousVersion()).isEqualTo("1.2.3");
        assertThat(metadata.quality())
                .isEqualTo(new ReleaseMetadata.Quality(
                        new ReleaseMetadata.Quality.Tests(7, 0, 1),
                        91.5,
                        new ReleaseMetadata.Quality.Precheck(0, 0, 0, false)));
        assertThat(metadata.build().commit()).isEqualTo("a".repeat(40));
    }

    @Test
    void build_facts_of_the_ci_are_completed_from_the_checkout() {
        PluginSnapshot plugin = plugin("1.2.4", false);
        ReleaseMetadata.Build ci =
                new ReleaseMetadata.Build("b".repeat(40), null, "jenkins", "https://ci.example/1", null);
        ReleaseMetadata metadata = ReleaseAssembler.assemble(new ReleaseInput(
                plugin,
                Channel.BETA,
                ReleaseNotes.of("notes", plugin),
                PublishFile.defaults(),
                false,
                null,
                null,
                true,
                ci));
        assertThat(metadata.build())
                .isEqualTo(new ReleaseMetadata.Build(
                        "b".repeat(40), "https://example.org/x", "jenkins", "https://ci.example/1", null));
        assertThat(metadata.quality().precheck().skipped()).isTrue();
    }
}
