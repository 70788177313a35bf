package io.powerx.publish.stage;

import io.powerx.publish.config.FailOn;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.options.CheckOptions;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.PrecheckRequest;
import java.util.List;

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
        List<VersionInfo> published = options.offline()
                ? null
                : context.marketplace().versions(inspected.plugin().id(), options.channel());
        PackRequest packRequest = inspected.packRequest(options.file(), options.sourceDateEpoch());
        boolean skipped = context.options().mode().skipReason() != null;
        PrecheckReport report = skipped ? null : check(context, inspected.precheckRequest(options, published));
        Checked checked = new Checked(inspected, packRequest, published, report);
        return new StageResult<>(checked, summary(context, checked));
    }

    /** Errors of a precheck that does not block are only recorded. */
    @Override
    void requireUsable(PublishContext context, Checked checked) {
        if (checked.report() != null && context.options().mode().precheckBlocks()) {
            checked.report().requirePassed(checked.plugin(), FailOn.ERROR);
        }
    }

    private static PrecheckReport check(PublishContext context, PrecheckRequest request) {
        PrecheckReport report = context.workbench().precheck(request);
        context.report(new PublishEvent.FindingsReported(report.findings()));
        return report;
    }

    private static String summary(PublishContext context, Checked checked) {
        PrecheckReport report = checked.report();
        return report == null
                ? "skipped: " + context.options().mode().skipReason()
                : report.counts().text();
    }
}
