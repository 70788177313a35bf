package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.powerx.agent.AgentWorkbench;
import io.jenkins.plugins.powerx.agent.RepositoryFolder;
import io.jenkins.plugins.powerx.config.Connections;
import io.jenkins.plugins.powerx.config.JenkinsVocabulary;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import io.jenkins.plugins.powerx.credentials.PublishCredentials;
import io.jenkins.plugins.powerx.release.BuildNames;
import io.jenkins.plugins.powerx.release.FindingsSink;
import io.jenkins.plugins.powerx.release.PrecheckAction;
import io.jenkins.plugins.powerx.release.PrecheckRecord;
import io.jenkins.plugins.powerx.release.ReleaseFinding;
import io.jenkins.plugins.powerx.release.ReleaseRecorder;
import io.powerx.publish.Checker;
import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.FailOn;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.event.RedactingListener;
import io.powerx.publish.marketplace.core.CoreSettings;
import io.powerx.publish.options.BuildFacts;
import io.powerx.publish.options.CheckOptions;
import io.powerx.publish.options.PublishFiles;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.TargetReports;
import io.powerx.publish.precheck.report.ReportForm;
import io.powerx.publish.precheck.rules.RuleCatalogue;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs the precheck of a publish without publishing. */
final class PrecheckTask {
    private static final int LABEL_LENGTH = 400;
    private static final int NAME_LENGTH = 200;

    private final Run<?, ?> run;
    private final FilePath directory;
    private final EnvVars environment;
    private final TaskListener log;
    private final PxPrecheckStep step;
    private final ConsoleListener console;
    private final Redactor redactor = new Redactor();

    PrecheckTask(Run<?, ?> run, FilePath directory, EnvVars environment, TaskListener log, PxPrecheckStep step) {
        this.run = run;
        this.directory = directory;
        this.environment = environment;
        this.log = log;
        this.step = step;
        this.console = new ConsoleListener(log, Clock.systemUTC());
    }

    /** Checks the plugin, writes the report if the step has an output, and applies the findings to the result of the build. */
    PrecheckReport check(StepVerdict verdict) throws IOException, InterruptedException {
        PrecheckReport report = verdict.run(this::call, redactor::redact);
        verdict.onFindings(report.findings(), step.getUnstableOn());
        return report;
    }

    private PrecheckReport call() throws IOException, InterruptedException {
        StepChoices.require(step);
        FilePath project = WorkspacePaths.project(directory, step);
        ReportForm form = form();
        FilePath output = step.getOutput() == null ? null : WorkspacePaths.file(directory, "output", step.getOutput());
        AgentWorkbench workbench = new AgentWorkbench(project, WorkspacePaths.build(directory, step), project, false);
        Map<String, Checked> targets = targets(workbench);
        Map<String, PrecheckReport> reports = reports(workbench, targets);
        PrecheckReport report = TargetReports.combined(reports);
        String channels = targets.values().stream()
                .map(checked -> checked.options().channel().wireName())
                .distinct()
                .collect(Collectors.joining(", "));
        print(report, channels);
        String folder = RepositoryFolder.of(project, directory, environment.get("WORKSPACE"));
        record(report, channels, endpoints(targets), folder);
        if (output != null) {
            String text = form.renderer(RuleCatalogue.all(), folder.replaceFirst("/$", ""))
                    .render(report.worded(JenkinsVocabulary.INSTANCE));
            WorkspacePaths.write(
                    output, redactor.redact(text), ErrorCode.STORAGE_FAILED, "write the report " + step.getOutput());
        }
        // Each target may fail on other findings.
        targets.forEach((name, checked) -> reports.get(name).requirePassed(checked.failOn()));
        return report;
    }

    private Map<String, PrecheckReport> reports(AgentWorkbench workbench, Map<String, Checked> targets) {
        Map<String, Checker.Target> asked = new LinkedHashMap<>();
        targets.forEach((name, checked) ->
                asked.put(name, new Checker.Target(checked.options(), connection(checked.target()))));
        return new Checker(workbench, listener(), Clock.systemUTC()).check(asked);
    }

    private void print(PrecheckReport report, String channels) {
        console.print(redactor.redact(ForeignText.oneLine(report.plugin().label(), LABEL_LENGTH) + " for " + channels));
        listener().on(new PublishEvent.FindingsReported(report.findings()));
        console.print("check: " + report.counts().text());
    }

    /** Adds the result to the build's pages, and the findings to the commit on GitHub if the Checks API is installed. */
    private void record(PrecheckReport report, String channels, String endpoints, String folder) throws IOException {
        List<ReleaseFinding> findings = ReleaseRecorder.recorded(
                report.worded(JenkinsVocabulary.INSTANCE).findings(), redactor);
        PrecheckAction.record(
                run,
                new PrecheckRecord(
                        shown(report.plugin().id()),
                        shown(report.plugin().version()),
                        channels,
                        (int) report.counts().errors(),
                        (int) report.counts().warnings(),
                        findings));
        FindingsSink.send(
                run,
                log,
                new BuildNames.Subject(shown(report.plugin().id()), channels, endpoints),
                PrecheckAction.URL,
                folder,
                findings);
    }

    private static String endpoints(Map<String, Checked> targets) {
        return targets.values().stream()
                .flatMap(checked -> Optional.ofNullable(checked.target()).stream())
                .map(target -> target.endpoint().getName())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** What the plugin is checked for. */
    private record Checked(
            CheckOptions options,
            FailOn failOn,
            @CheckForNull PublishTarget target) {}

    /** By the names of the targets; an empty name if there is only one. */
    private Map<String, Checked> targets(AgentWorkbench workbench) throws IOException, InterruptedException {
        List<String> names = Destination.targets(step, directory);
        Map<String, Checked> targets = new LinkedHashMap<>();
        if (names.isEmpty()) {
            targets.put("", checked(step.getTarget(), workbench));
        }
        for (String name : names) {
            targets.put(name, checked(name, workbench));
        }
        return targets;
    }

    private Checked checked(@CheckForNull String name, AgentWorkbench workbench) {
        ResolvedConfig config = StepSettings.of(step)
                .with(Setting.TARGET, name)
                .with(Setting.CHANNEL, step.getChannel())
                .with(Setting.OFFLINE, step.isOffline())
                .with(Setting.FAIL_ON, step.getFailOn())
                .resolve(environment, workbench);
        PublishTarget target = config.flag(Setting.OFFLINE) ? null : target(name);
        CheckOptions options = options(config, workbench, target);
        return new Checked(options, PublishFiles.failOn(options.file(), options.channel(), config), target);
    }

    private String shown(@CheckForNull String text) {
        return ForeignText.oneLine(text, NAME_LENGTH, redactor);
    }

    static Map<String, Object> values(PrecheckReport report) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("errors", report.counts().errors());
        values.put("warnings", report.counts().warnings());
        values.put("passed", report.passed());
        return values;
    }

    private CheckOptions options(ResolvedConfig config, AgentWorkbench workbench, @CheckForNull PublishTarget target) {
        return new CheckOptions(
                config.choice(Setting.CHANNEL, Channel.class),
                config.text(Setting.NOTES).orElse(null),
                config.flag(Setting.OFFLINE),
                target == null ? ApiGeneration.MARKETPLACE : Connections.generation(target.endpoint()),
                CoreSettings.of(config),
                PublishFiles.read(workbench::read, step.getConfig(), config),
                config.number(Setting.SOURCE_DATE_EPOCH).orElse(null),
                BuildFacts.named(null, config),
                null,
                config.text(Setting.TAG).orElse(null));
    }

    /** Null without a target, or without credentials for it. */
    @CheckForNull
    private Checker.Connection connection(@CheckForNull PublishTarget target) {
        String id = target == null ? null : target.credentialsId();
        if (target == null || id == null) {
            return null;
        }
        return pluginId -> {
            Secret token =
                    new PublishCredentials(run).text(id, target.endpoint().getUrl(), ErrorCode.TOKEN_MISSING);
            redactor.add(token);
            return Connections.connectOnce(target.endpoint(), () -> token, redactor);
        };
    }

    /** Null if neither the step nor the global configuration specifies a Marketplace. */
    @CheckForNull
    private PublishTarget target(@CheckForNull String name) {
        boolean specified = step.getEndpoint() != null || step.getApiUrl() != null;
        if (!specified && PxGlobalConfiguration.get().endpoint(null).isEmpty()) {
            return null;
        }
        return PublishTarget.of(step, name);
    }

    private PublishListener listener() {
        return new RedactingListener(redactor, JenkinsVocabulary.INSTANCE, console);
    }

    private ReportForm form() {
        String label = step.getFormat() == null ? ReportForm.TEXT.label() : step.getFormat();
        return ReportForm.ofLabel(label)
                .orElseThrow(() -> PublishException.of(
                        ErrorCode.OPTION_INVALID, "use format: '" + label + "'", "there is no report in this format"));
    }
}
