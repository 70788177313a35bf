package io.powerx.publish.cli;

import io.powerx.publish.config.Channel;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.options.BuildFacts;
import io.powerx.publish.options.PublishOptionsMapper;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.ReleaseGates;
import io.powerx.publish.stage.Preparation;
import io.powerx.publish.workbench.LocalWorkbench;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the checks alone. */
final class PrecheckCommand implements PxCommand {
    private static final String FORMAT = "--format";
    private static final String REPORT = "--output";

    @Override
    public String name() {
        return "precheck";
    }

    @Override
    public String summary() {
        return "Check a plugin as publish would, and change nothing.";
    }

    @Override
    public List<Setting> settings() {
        return CommandSettings.of(
                CommandSettings.PLUGIN,
                List.of(
                        Setting.CHANNEL,
                        Setting.NOTES,
                        Setting.COVERAGE_THRESHOLD,
                        Setting.COVERAGE,
                        Setting.COMMIT,
                        Setting.FAIL_ON,
                        Setting.OFFLINE),
                CommandSettings.CONNECTION);
    }

    @Override
    public List<Extra> extras() {
        return List.of(
                Extra.option(FORMAT, ReportOutput.labels(), "Form of the report. Default: text."),
                Extra.option(REPORT, "FILE", "Write the report to a file instead of standard output."));
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Where no Marketplace is configured, nothing that needs one is checked; no token is needed then.",
                "Exit code 0 means passed, 3 found something that --fail-on names.");
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("px-plugin precheck --offline", "in a pull request, without a token"),
                new Example("px-plugin precheck --format sarif --output precheck.sarif", "for code scanning"),
                new Example("px-plugin precheck --channel beta --fail-on warning", "strictly"));
    }

    @Override
    public int run(Invocation called) {
        ReportOutput output = ReportOutput.of(
                called.extra(FORMAT).orElse(called.json() ? "json" : "text"),
                called.extra(REPORT).orElse(null));
        try (MarketplaceAccess access = MarketplaceAccess.open(called)) {
            Invocation invocation = access.invocation();
            PublishFile file = ProjectFiles.publishFile(invocation);
            LocalWorkbench workbench = new LocalWorkbench(invocation.project(), ProjectFiles.output(invocation));
            Channel channel = Channel.of(invocation.config().requiredText(Setting.CHANNEL));
            Preparation prepared = Preparation.of(workbench, PackCommand.notes(invocation));
            PrecheckReport report = workbench.precheck(prepared.precheckRequest(
                    channel,
                    published(access, prepared, channel),
                    file,
                    prepared.packRequest(
                            file,
                            invocation
                                    .config()
                                    .number(Setting.SOURCE_DATE_EPOCH)
                                    .orElse(null)),
                    gates(invocation, prepared)));
            boolean passed = passes(report, invocation.config().requiredText(Setting.FAIL_ON));
            invocation.results().checked(prepared.plugin(), report, passed);
            output.write(invocation, prepared.plugin(), report);
            return passed ? 0 : ErrorCode.PRECHECK_FAILED.exitCode();
        }
    }

    private static @Nullable ReleaseGates gates(Invocation invocation, Preparation prepared) {
        PublishOptionsMapper mapper = invocation.mapper();
        return prepared.gates(
                mapper.api(),
                mapper.core(),
                BuildFacts.named(BuildFacts.of(invocation.host().environment()).orElse(null), invocation.config()));
    }

    private static @Nullable List<VersionInfo> published(
            MarketplaceAccess access, Preparation prepared, Channel channel) {
        boolean unasked = access.invocation().config().flag(Setting.OFFLINE)
                || !access.invocation().config().has(Setting.API_URL);
        return unasked
                ? null
                : access.connect(prepared.plugin().id())
                        .versions(prepared.plugin().id(), channel);
    }

    private static boolean passes(PrecheckReport report, String failOn) {
        return switch (failOn) {
            case "never" -> true;
            case "warning" -> report.passed() && report.count(Severity.WARNING) == 0;
            default -> report.passed();
        };
    }
}
