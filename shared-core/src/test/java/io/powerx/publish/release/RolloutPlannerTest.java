package io.powerx.publish.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.powerx.publish.config.Channel;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.json.Json;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.CheckedPlugin;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.rollout.Rollout;
import io.powerx.publish.rollout.Rollout.Batch;
import io.powerx.publish.rollout.Rollout.RollbackPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutPlannerTest {
    private static ReleaseMetadata release(String version, String publishFile) {
        PluginSnapshot plugin = new PluginSnapshot(
                "com.x", "X", version, null, List.of(), List.of(), List.of(), false, null, null, null, null, null);
        return ReleaseAssembler.assemble(new ReleaseInput(
                plugin,
                Channel.STABLE,
                ReleaseNotes.of("notes", plugin),
                PublishFile.parse("publish.yml", publishFile),
                false,
                new PublishedVersion("1.2.3", null),
                new PrecheckReport(
                        new CheckedPlugin("com.x", "X", "1.2.4"),
                        List.of(),
                        List.of(),
                        Map.of(),
                        Map.of(),
                        40,
                        0,
                        null,
                        null),
                true,
                null));
    }

    private static Rollout rollout(String version, String publishFile) {
        return release(version, publishFile).rollout();
    }

    private static List<Integer> percentages(Rollout rollout) {
        return rollout.batches().stream().map(Batch::percentage).toList();
    }

    @Test
    void a_low_risk_reaches_all_tenants_at_once() {
        assertThat(rollout("1.2.4", "")).isEqualTo(new Rollout("direct", null, null, null, null, true));
    }

    @Test
    void a_medium_risk_is_rolled_out_in_batches() {
        Rollout rollout = rollout("1.3.0", "");

        assertThat(rollout.strategy()).isEqualTo("canary");
        assertThat(percentages(rollout)).containsExactly(10, 50, 100);
        assertThat(rollout.rollbackPlan()).isNull();
        assertThat(rollout.proposed()).isTrue();
    }

    @Test
    void a_high_risk_is_rolled_out_by_the_day_with_a_plan_to_go_back() {
        Rollout rollout = rollout("2.0.0", "");

        assertThat(rollout.batches())
                .extracting(Batch::percentage, Batch::delay)
                .containsExactly(tuple(5, "PT24H"), tuple(25, "PT24H"), tuple(50, "PT24H"), tuple(100, null));
        assertThat(rollout.rollbackPlan().previousVersion()).isEqualTo("1.2.3");
        assertThat(rollout.rollbackPlan().steps()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rollout: { strategy: direct }",
                "rolloutPlan: { strategy: direct }",
                "channels: [{ name: stable, rollout: { strategy: direct } }]"
            })
    void a_configured_rollout_is_kept_whatever_the_risk(String publishFile) {
        assertThat(rollout("2.0.0", publishFile)).isEqualTo(new Rollout("direct", null, null, null, null));
    }

    @Test
    void the_rollout_of_another_channel_does_not_count() {
        assertThat(rollout("1.3.0", "channels: [{ name: beta, rollout: { strategy: direct } }]")
                        .proposed())
                .isTrue();
    }

    @Test
    void tenants_upgrades_and_a_rollback_plan_are_kept_in_a_proposal() {
        Rollout rollout =
                rollout("2.0.0", "tenants: { deny: [acme] }\nautoUpgrade: none\nrollbackPlan: { trigger: errors }");

        assertThat(percentages(rollout)).containsExactly(5, 25, 50, 100);
        assertThat(rollout.tenants().deny()).containsExactly("acme");
        assertThat(rollout.autoUpgrade()).isEqualTo("none");
        assertThat(rollout.rollbackPlan()).isEqualTo(new RollbackPlan("1.2.3", "errors", null));
    }

    @Test
    void the_mark_of_a_proposal_is_for_the_publisher_and_is_not_sent() {
        ReleaseMetadata metadata = release("1.3.0", "");

        assertThat(Json.write(metadata.rollout())).contains("\"proposed\":true");
        assertThat(Json.write(metadata)).contains("\"percentage\":10").doesNotContain("proposed");
    }
}
