package io.powerx.publish.stage;

import io.powerx.publish.config.FailOn;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.options.CheckOptions;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.RegistryState;
import io.powerx.publish.receipt.Receipt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the plugin, unless offline also against the versions in the registry. */
final class PrecheckStage extends ReadingStage<Inspected, Checked> {
    PrecheckStage() {
        super("precheck", "Check");
    }

    @Override
    List<String> plan(PublishContext context, Checked output) {
        return List.of(summary(context, output));
    }

    @Override
    StageResult<Checked> run(PublishContext context, Inspected inspected) {
        CheckOptions options = CheckOptions.of(context.options());
        PluginCheck check = new PluginCheck(context.workbench(), options, context.clock());
        boolean skipped = context.options().mode().skipReason() != null;
        check.requireTag(inspected.plugin());
        List<VersionInfo> published = null;
        RegistryState registry = null;
        if (!options.offline() && skipped) {
            published = check.published(
                    () -> context.marketplace().versions(inspected.plugin().id(), options.channel()));
        } else if (!options.offline()) {
            RegistryCheck.Answer answer =
                    check.answer(inspected.plugin(), context::marketplace, earlierPublish(context, inspected));
            published = answer == null ? null : answer.published();
            registry = answer == null ? null : answer.state();
        }
        PrecheckReport report = skipped ? null : check.run(inspected, registry);
        if (report != null) {
            context.report(new PublishEvent.FindingsReported(
                    shown(report, check.obstacles().size())));
            context.report(new PublishEvent.PrecheckRelaxed(
                    report.suppressedRules(),
                    options.offline(),
                    context.options().mode().precheckBlocks()));
        }
        List<PackRequest> packRequests = inspected.packRequests(options.file(), options.sourceDateEpoch());
        Checked checked = new Checked(inspected, packRequests, published, report, check.obstacles());
        return new StageResult<>(checked, summary(context, checked));
    }

    /**
     * Errors of a precheck that does not block are only recorded. If the only errors are those that would end the publish at a later stage,
     * such as an unreadable key, it ends with that error, whose code and remedy are more specific.
     */
    @Override
    void requireUsable(PublishContext context, Checked checked) {
        PrecheckReport report = checked.report();
        List<PublishException> obstacles = checked.obstacles();
        if (report != null
                && context.options().mode().precheckBlocks()
                && report.counts().errors() > obstacles.size()) {
            report.requirePassed(FailOn.ERROR);
        }
        if (obstacles.size() == 1 || (report == null && !obstacles.isEmpty())) {
            throw obstacles.get(0).and(obstacles.subList(1, obstacles.size()));
        }
        if (!obstacles.isEmpty()) {
            throw reportedTogether(obstacles.get(0), obstacles.size() - 1L);
        }
    }

    /** The publish to resume, or that of this version in the receipt or the journal of an earlier run; null if there is none. */
    private static @Nullable String earlierPublish(PublishContext context, Inspected inspected) {
        String resume = context.options().mode().resume();
        return resume != null
                ? resume
                : EarlierReceipt.of(context, inspected.plugin())
                        .filter(earlier -> earlier.plugin()
                                .version()
                                .equals(inspected.plugin().version()))
                        .map(Receipt::publishId)
                        .or(() -> EarlierJournal.publishOf(context, inspected.plugin()))
                        .orElse(null);
    }

    /** The error that ends a publish whose other errors were reported as findings. */
    static PublishException reportedTogether(PublishException first, long others) {
        return first.restated(
                first.code(), first.found() + "; " + Quantities.count(others, "more error") + ", see the findings");
    }

    /** An only error, which ends the publish itself, is not also shown as a finding. */
    private static List<Finding> shown(PrecheckReport report, int obstacles) {
        return report.counts().errors() > obstacles || obstacles > 1
                ? report.findings()
                : report.findings().stream()
                        .filter(finding -> finding.severity() != Severity.ERROR)
                        .toList();
    }

    private static String summary(PublishContext context, Checked checked) {
        PrecheckReport report = checked.report();
        return report == null ? "skipped: " + context.options().mode().skipReason() : report.summary();
    }
}
