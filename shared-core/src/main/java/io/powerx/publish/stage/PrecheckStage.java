package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.pack.GeneratedFile;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.PrecheckRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Checks the plugin, against the Marketplace's versions too unless it may not ask. */
final class PrecheckStage implements Stage {
    static final String RELEASE_NOTES = "docs/release-notes.md";

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
        run.packRequest(packRequest(run));
        if (!options.mode().offlinePrecheck()) {
            run.published(run.marketplace().versions(run.plugin().id(), options.channel()));
        }
        if (options.mode().skipReason() != null) {
            return "skipped: " + options.mode().skipReason();
        }
        List<VersionInfo> published = run.published();
        PrecheckReport report = run.workbench()
                .precheck(new PrecheckRequest(
                        options.channel(),
                        published == null
                                ? null
                                : published.stream().map(VersionInfo::version).toList(),
                        options.file().quality().coverageThreshold(),
                        run.notes().generated() ? null : run.notes().text(),
                        run.packRequest()));
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

    private static PackRequest packRequest(PublishRun run) {
        PublishOptions options = run.options();
        return new PackRequest(
                run.plugin().id(),
                run.plugin().version(),
                PackageFormat.of(options.file().artifacts().format()),
                options.file().artifacts().include(),
                options.file().artifacts().ignore(),
                List.of(new GeneratedFile(RELEASE_NOTES, run.notes().text().getBytes(StandardCharsets.UTF_8))),
                options.sourceDateEpoch());
    }
}
