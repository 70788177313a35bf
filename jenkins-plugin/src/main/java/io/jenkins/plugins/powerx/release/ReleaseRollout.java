package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import io.jenkins.plugins.powerx.config.CoreTexts;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.rollout.Rollout;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** How a version is planned to reach its tenants. The Marketplace carries it out; Jenkins knows only the plan. */
@ExportedBean(defaultVisibility = 2)
public final class ReleaseRollout {
    private static final int MAX_ITEMS = 50;

    private final String strategy;
    private final String autoUpgrade;
    private final boolean proposed;
    private final List<Batch> batches = new ArrayList<>();
    private final List<String> allowed;
    private final List<String> denied;
    private final String previousVersion;
    private final String rollbackTrigger;
    private final List<String> rollbackSteps;

    /** A part of the tenants that receives the version at once. */
    @ExportedBean(defaultVisibility = 2)
    public static final class Batch {
        private final int percentage;
        private final long startAt;
        private final long pause;

        Batch(int percentage, long startAt, long pause) {
            this.percentage = percentage;
            this.startAt = startAt;
            this.pause = pause;
        }

        /** Of all tenants, including those of earlier batches. */
        @Exported
        public int getPercentage() {
            return percentage;
        }

        /** Null if the batch follows the one before it. */
        @CheckForNull
        public Instant getStart() {
            return ReleaseSummary.instant(startAt);
        }

        @CheckForNull
        @Exported
        public String getStartAt() {
            return ReleaseSummary.text(getStart());
        }

        /** The pause before the next batch; empty if there is none. */
        @Exported
        public String getPause() {
            return pause == 0 ? "" : Quantities.duration(Duration.ofMillis(pause));
        }

        /** {@link #getPause} in the language of the user. */
        public String getPauseText() {
            return pause == 0 ? "" : TimeSpan.text(pause);
        }
    }

    ReleaseRollout(@NonNull Rollout plan, @NonNull Redactor redactor) {
        Rollout.RollbackPlan rollback = plan.rollbackPlan();
        Rollout.Tenants tenants = plan.tenants();
        strategy = text(plan.strategy(), redactor);
        autoUpgrade = text(plan.autoUpgrade(), redactor);
        proposed = Boolean.TRUE.equals(plan.proposed());
        allowed = texts(tenants == null ? null : tenants.allow(), redactor);
        denied = texts(tenants == null ? null : tenants.deny(), redactor);
        previousVersion = text(rollback == null ? null : rollback.previousVersion(), redactor);
        rollbackTrigger = text(rollback == null ? null : rollback.trigger(), redactor);
        rollbackSteps = texts(rollback == null ? null : rollback.steps(), redactor);
        if (plan.batches() != null) {
            plan.batches().stream()
                    .limit(MAX_ITEMS)
                    .forEach(batch -> batches.add(new Batch(
                            batch.percentage(),
                            batch.startAt() == null ? 0 : batch.startAt().toEpochMilli(),
                            millis(batch.delay()))));
        }
    }

    /** Direct or canary. */
    @Exported
    public String getStrategy() {
        return strategy;
    }

    public String getStrategyText() {
        return CoreTexts.word(CoreTexts.Kind.STRATEGY, strategy);
    }

    public String getAutoUpgradeText() {
        return CoreTexts.word(CoreTexts.Kind.UPGRADE, autoUpgrade);
    }

    /** None, patch, minor or all; empty for the Marketplace's default. */
    @Exported
    public String getAutoUpgrade() {
        return autoUpgrade;
    }

    /** Whether the project has no rollout, so that this one follows from the risk. */
    @Exported
    public boolean isProposed() {
        return proposed;
    }

    @Exported
    public List<Batch> getBatches() {
        return batches;
    }

    /** Tenants that receive the version; empty for all. */
    @Exported
    public List<String> getAllowed() {
        return allowed;
    }

    @Exported
    public List<String> getDenied() {
        return denied;
    }

    /** The version to return to; empty if the plan has none. */
    @Exported
    public String getPreviousVersion() {
        return previousVersion;
    }

    @Exported
    public String getRollbackTrigger() {
        return rollbackTrigger;
    }

    @Exported
    public List<String> getRollbackSteps() {
        return rollbackSteps;
    }

    /**
     * The batch that the plan has reached.
     *
     * @param approved when the version was approved
     * @return from 1; 0 if the first batch has not started or if there are none
     */
    public int stage(@NonNull Instant approved, @NonNull Instant now) {
        long start = approved.toEpochMilli();
        int stage = 0;
        for (Batch batch : batches) {
            start = Math.max(start, batch.startAt);
            if (start > now.toEpochMilli()) {
                return stage;
            }
            stage++;
            start += batch.pause;
        }
        return stage;
    }

    private static String text(@CheckForNull String value, Redactor redactor) {
        return ForeignText.oneLine(value, 200, redactor);
    }

    private static List<String> texts(@CheckForNull List<String> values, Redactor redactor) {
        List<String> texts = new ArrayList<>();
        if (values != null) {
            values.stream().limit(MAX_ITEMS).forEach(value -> texts.add(text(value, redactor)));
        }
        return texts;
    }

    private static long millis(@CheckForNull String duration) {
        try {
            return duration == null ? 0 : Math.max(0, Duration.parse(duration).toMillis());
        } catch (DateTimeParseException | ArithmeticException e) {
            return 0;
        }
    }
}
