package io.jenkins.plugins.powerx.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.rollout.Rollout;
import io.powerx.publish.secret.Redactor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseRolloutTest {
    private static final Instant APPROVED = Instant.parse("2026-11-29T08:00:00Z");

    @Test
    void the_plan_advances_with_its_pauses() {
        ReleaseRollout rollout = rollout(
                new Rollout.Batch(10, null, "PT24H"),
                new Rollout.Batch(50, null, "PT12H"),
                new Rollout.Batch(100, null, null));

        assertThat(rollout.stage(APPROVED, APPROVED)).isEqualTo(1);
        assertThat(rollout.stage(APPROVED, APPROVED.plus(Duration.ofHours(25)))).isEqualTo(2);
        assertThat(rollout.stage(APPROVED, APPROVED.plus(Duration.ofHours(36)))).isEqualTo(3);
        assertThat(rollout.getBatches().get(0).getPause()).isEqualTo("24 h");
    }

    @Test
    void a_batch_does_not_begin_before_its_time() {
        ReleaseRollout rollout = rollout(new Rollout.Batch(10, APPROVED.plusSeconds(3_600), null));

        assertThat(rollout.stage(APPROVED, APPROVED.plusSeconds(3_599))).isZero();
        assertThat(rollout.stage(APPROVED, APPROVED.plusSeconds(3_600))).isEqualTo(1);
    }

    @Test
    void a_plan_without_batches_has_no_stage_and_a_wrong_pause_counts_as_none() {
        assertThat(new ReleaseRollout(new Rollout("direct", null, null, null, null), new Redactor())
                        .stage(APPROVED, APPROVED))
                .isZero();
        assertThat(rollout(new Rollout.Batch(10, null, "soon"))
                        .getBatches()
                        .get(0)
                        .getPause())
                .isEmpty();
    }

    private static ReleaseRollout rollout(Rollout.Batch... batches) {
        return new ReleaseRollout(new Rollout("canary", List.of(batches), null, "minor", null), new Redactor());
    }
}
