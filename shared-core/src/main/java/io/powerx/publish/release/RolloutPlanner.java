package io.powerx.publish.release;

import io.powerx.publish.release.ReleaseMetadata.Risk;
import io.powerx.publish.rollout.Rollout;
import io.powerx.publish.rollout.Rollout.Batch;
import io.powerx.publish.rollout.Rollout.RollbackPlan;
import io.powerx.publish.rollout.RolloutReader;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Determines the rollout of a release: the one in publish.yml, otherwise one that follows from the risk. A low risk reaches
 * all tenants at once, a medium risk in three batches within two days, and a higher risk in four batches of a day each,
 * with a plan to go back to the previous version.
 */
final class RolloutPlanner {
    private static final String DAY = "PT24H";

    private static final List<Batch> MEDIUM =
            List.of(new Batch(10, null, "PT4H"), new Batch(50, null, DAY), new Batch(100, null, null));
    private static final List<Batch> HIGH = List.of(
            new Batch(5, null, DAY), new Batch(25, null, DAY), new Batch(50, null, DAY), new Batch(100, null, null));

    private RolloutPlanner() {}

    static Rollout plan(ReleaseInput input, Risk risk) {
        Rollout rollout = RolloutReader.read(input.file(), input.channel(), Instant.MIN);
        PublishedVersion previous = input.previous();
        if (RolloutReader.isConfigured(input.file(), input.channel())) {
            return with(rollout, rollout.batches(), filled(rollout.rollbackPlan(), previous), null);
        }
        List<Batch> batches =
                switch (risk.level()) {
                    case "low" -> null;
                    case "medium" -> MEDIUM;
                    default -> HIGH;
                };
        RollbackPlan plan = rollout.rollbackPlan() == null && batches == HIGH && previous != null
                ? proposed(previous)
                : filled(rollout.rollbackPlan(), previous);
        return with(rollout, batches, plan, true);
    }

    private static Rollout with(
            Rollout rollout, @Nullable List<Batch> batches, @Nullable RollbackPlan plan, @Nullable Boolean proposed) {
        return new Rollout(
                batches == null ? "direct" : "canary",
                batches,
                rollout.tenants(),
                rollout.autoUpgrade(),
                plan,
                proposed);
    }

    private static RollbackPlan proposed(PublishedVersion previous) {
        return new RollbackPlan(
                previous.version(),
                "Errors or complaints increase in a batch.",
                List.of(
                        "Pause the rollout.",
                        "Switch the tenants of the batch back to " + previous.version() + ".",
                        "Withdraw the version."));
    }

    /** The plan with the previous version if it does not name one. */
    private static @Nullable RollbackPlan filled(@Nullable RollbackPlan plan, @Nullable PublishedVersion previous) {
        return plan == null || plan.previousVersion() != null || previous == null
                ? plan
                : new RollbackPlan(previous.version(), plan.trigger(), plan.steps());
    }
}
