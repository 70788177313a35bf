package io.powerx.publish.cli.plugin;

import io.powerx.publish.Checker;
import io.powerx.publish.cli.invocation.CommandSettings;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.ProjectFiles;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.invocation.ReportOutput;
import io.powerx.publish.cli.marketplace.MarketplaceAccess;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.ConfigProblems;
import io.powerx.publish.config.FailOn;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.options.BuildFacts;
import io.powerx.publish.options.CheckOptions;
import io.powerx.publish.options.PublishFiles;
import io.powerx.publish.options.PublishOptionsMapper;
import io.powerx.publish.precheck.Fix;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.ProjectFixes;
import io.powerx.publish.precheck.TargetReports;
import io.powerx.publish.precheck.report.ReportForm;
import io.powerx.publish.precheck.rules.RuleCatalogue;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.sign.SigningSettings;
import io.powerx.publish.workbench.LocalWorkbench;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the precheck without a publish, and corrects what can be corrected automatically. */
public final class PrecheckCommand implements PxCommand {
    private static final String FORMAT = "--format";
    private static final String REPORT = "--output";
    private static final int MAX_PATH = 300;
    private static final String FIX = "--fix";
    private static final String FALSE_POSITIVE = "--report-false-positive";
    private static final String REASON = "--reason";

    @Override
    public String name() {
        return "precheck";
    }

    @Override
    public String summary() {
        return "Check a plugin as publish would; without --fix, change nothing.";
    }

    @Override
    public List<Setting> settings() {
        return CommandSettings.of(
                CommandSettings.PLUGIN,
                List.of(
                        Setting.TARGET,
                        Setting.CHANNEL,
                        Setting.NOTES,
                        Setting.TAG,
                        Setting.COVERAGE_THRESHOLD,
                        Setting.COVERAGE,
                        Setting.COMMIT,
                        Setting.FAIL_ON,
                        Setting.OFFLINE,
                        Setting.TELEMETRY),
                CommandSettings.SIGNING,
                CommandSettings.CONNECTION);
    }

    @Override
    public List<Extra> extras() {
        return List.of(
                Extra.option(FORMAT, ReportOutput.labels(), "Format of the report. Default: text."),
                Extra.option(REPORT, "FILE", "Write the report to a file instead of standard output."),
                Extra.flag(
                        FIX,
                        "Correct what needs no decision: permissions of programs, versions in other files, an empty changelog"
                                + " section, and lines of .pxignore for secret files and leftovers."),
                Extra.option(
                        FALSE_POSITIVE,
                        "RULE",
                        "Instead of checking, report through telemetry that findings of this rule are wrong."),
                Extra.option(REASON, "TEXT", "Why they are wrong; do not include secrets, because the text is sent."));
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Without a Marketplace, the rules that need one are skipped with a note, and no token is needed.",
                "If a signing key is configured, it is read and checked; nothing is signed.",
                "Exit code 0 means passed, 3 that there are findings of the --fail-on severity or above, and 2 that an option, a"
                        + " variable or the user's file is invalid, which the report contains as well.");
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("px-plugin precheck --offline", "in a pull request, without a token"),
                new Example("px-plugin precheck --format sarif --output precheck.sarif", "for code scanning"),
                new Example("px-plugin precheck --channel beta --fail-on warning", "fail on warnings, too"),
                new Example(
                        "px-plugin precheck --report-false-positive PX-F005 --reason \"The module is built in.\"",
                        "report that a rule is wrong"));
    }

    @Override
    public int run(Invocation called) {
        if (called.extra(FALSE_POSITIVE).isPresent() || called.extra(REASON).isPresent()) {
            ConfigProblems.requireNone(called.config().problems());
            FalsePositive.of(
                            called.extra(FALSE_POSITIVE).orElse(""),
                            called.extra(REASON).orElse(null))
                    .send(called);
            return 0;
        }
        ReportOutput output = ReportOutput.of(
                called.extra(FORMAT).orElse(called.json() ? "json" : "text"),
                called.extra(REPORT).orElse(null));
        try {
            if (called.config().problems().isEmpty()) {
                return check(called, output);
            }
            return checkWithoutMarketplace(called, output);
        } catch (PublishException e) {
            // On a terminal, the error itself is shown.
            boolean shown = output.file() == null && output.form() == ReportForm.TEXT;
            if (!shown && e.code() != ErrorCode.INTERRUPTED && e.code() != ErrorCode.STORAGE_FAILED) {
                output.write(called, RuleCatalogue.engine().failed(e));
            }
            throw e;
        }
    }

    private static int check(Invocation called, ReportOutput output) {
        try (MarketplaceAccess access = MarketplaceAccess.open(called)) {
            return check(
                            access.invocation(),
                            target -> new Checker.Target(
                                    options(target, target.config().flag(Setting.OFFLINE)),
                                    target.config().has(Setting.API_URL)
                                            ? pluginId -> access.connectForCheck(target, pluginId)
                                            : null),
                            output)
                    ? 0
                    : ErrorCode.PRECHECK_FAILED.exitCode();
        }
    }

    /** Checks with settings of which some are invalid, so that they are reported together with everything else. */
    private static int checkWithoutMarketplace(Invocation called, ReportOutput output) {
        check(called, target -> new Checker.Target(options(target, true), null), output);
        return ErrorCode.OPTION_INVALID.exitCode();
    }

    /** Returns whether the plugin passes. */
    private static boolean check(
            Invocation invocation, Function<Invocation, Checker.Target> asChecked, ReportOutput output) {
        Map<String, Invocation> targets = ProjectFiles.targets(invocation);
        LocalWorkbench workbench = ProjectFiles.workbench(invocation);
        Checker checker =
                new Checker(workbench, invocation.listener(), invocation.host().clock());
        Map<String, Checker.Target> checked = new LinkedHashMap<>();
        targets.forEach((name, target) -> checked.put(name, asChecked.apply(target)));
        Map<String, PrecheckReport> reports = checker.check(checked);
        PrecheckReport report = TargetReports.combined(reports);
        if (invocation.extra(FIX).isPresent() && fix(invocation, report)) {
            reports = checker.check(checked);
            report = TargetReports.combined(reports);
        }
        boolean passed = passed(reports, checked, targets);
        invocation.results().checked(report, passed);
        output.write(invocation, report);
        return passed;
    }

    /** Each target may fail on other findings. */
    private static boolean passed(
            Map<String, PrecheckReport> reports, Map<String, Checker.Target> checked, Map<String, Invocation> targets) {
        return targets.entrySet().stream().noneMatch(target -> {
            CheckOptions options =
                    Objects.requireNonNull(checked.get(target.getKey())).options();
            FailOn failOn = PublishFiles.failOn(
                    options.file(), options.channel(), target.getValue().config());
            return Objects.requireNonNull(reports.get(target.getKey())).counts().fail(failOn);
        });
    }

    /** Returns whether anything was changed. */
    private static boolean fix(Invocation invocation, PrecheckReport report) {
        if (!invocation.config().problems().isEmpty()) {
            // The files may have been selected with other settings than the user meant.
            invocation.console().note(Level.WARNING, "--fix changes nothing while settings are invalid");
            return false;
        }
        if (report.fixes().isEmpty()) {
            invocation.console().note(Level.INFO, "there is nothing that --fix can change");
            return false;
        }
        ProjectFixes fixes = new ProjectFixes(invocation.project());
        for (Fix fix : report.fixes()) {
            fixes.apply(fix);
            invocation
                    .console()
                    .note(
                            Level.INFO,
                            fix.executable() ? "made executable {0} ({1})" : "corrected {0} ({1})",
                            ForeignText.oneLine(fix.file(), MAX_PATH),
                            String.join(", ", fix.rules()));
        }
        return true;
    }

    @Override
    public boolean reportsInvalidProject() {
        return true;
    }

    @Override
    public boolean reportsInvalidSettings() {
        return true;
    }

    private static CheckOptions options(Invocation invocation, boolean offline) {
        PublishOptionsMapper mapper = invocation.mapper();
        return new CheckOptions(
                invocation.config().choice(Setting.CHANNEL, Channel.class),
                PackCommand.notes(invocation),
                offline,
                mapper.api(),
                mapper.core(),
                ProjectFiles.publishFile(invocation),
                invocation.config().number(Setting.SOURCE_DATE_EPOCH).orElse(null),
                BuildFacts.named(BuildFacts.of(invocation.host().environment()).orElse(null), invocation.config()),
                signing(invocation),
                invocation.config().text(Setting.TAG).orElse(null));
    }

    /** Null if there is nothing to sign with, or if the setup is incomplete because a part of it is invalid. */
    private static @Nullable SigningSettings signing(Invocation invocation) {
        Stream<Setting> needed = Stream.concat(
                CommandSettings.SIGNING.stream(),
                Stream.of(Setting.API, Setting.SIGNING_PASSPHRASE, Setting.SIGNING_TOKEN));
        if (needed.anyMatch(invocation.config()::isInvalid)) {
            return null;
        }
        SigningSettings signing = invocation.mapper().signing();
        return signing.key() == null && signing.endpoint() == null ? null : signing;
    }
}
