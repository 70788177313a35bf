package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.precheck.PrecheckReport;
import java.util.ArrayList;
import java.util.List;

/** Checks the plugin, against the Marketplace's versions too unless it may not ask. */
final class PrecheckStage implements Stage {
    @Override
    public String id() {
        return "precheck";
    }

    @Override
    public String title() {
        return "Check";
    }

    @Override
    public boolean readsOnly() {
        return true;
    }

    @Override
    public List<String> plan(PublishRun run) {
        List<String> lines = new ArrayList<>();
        PrecheckReport report = run.precheckOrNull();
        if (report == null) {
            lines.add("skipped: " + run.options().mode().skipReason());
        } else {
            lines.add(counts(report));
        }
        return lines;
    }

    @Override
    public String run(PublishRun run) {
        PublishOptions options = run.options();
        Preparation prepared = new Preparation(run.plugin(), run.notes());
        run.packRequest(prepared.packRequest(options.file(), options.sourceDateEpoch()));
        if (!options.mode().offlinePrecheck()) {
            run.published(run.marketplace().versions(run.plugin().id(), options.channel()));
        }
        if (options.mode().skipReason() != null) {
            return "skipped: " + options.mode().skipReason();
        }
        PrecheckReport report = run.workbench()
                .precheck(prepared.precheckRequest(
                        options.channel(),
                        run.published(),
                        options.file(),
                        run.packRequest(),
                        prepared.gates(options.target().api(), options.target().core(), options.build())));
        run.precheck(report);
        run.listener().on(new PublishEvent.FindingsReported(report.findings()));
        if (!report.passed() && options.mode().precheckBlocks()) {
            throw PublishException.of(
                            ErrorCode.PRECHECK_FAILED,
                            "check " + run.plugin().id() + " " + run.plugin().version(),
                            "found " + counts(report))
                    .build();
        }
        return counts(report);
    }

    private static String counts(PrecheckReport report) {
        long errors = report.count(Severity.ERROR);
        long warnings = report.count(Severity.WARNING);
        return errors
                + (errors == 1 ? " error, " : " errors, ")
                + warnings
                + (warnings == 1 ? " warning" : " warnings");
    }
}
