package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.powerx.agent.AgentWorkbench;
import io.jenkins.plugins.powerx.agent.RepositoryFolder;
import io.jenkins.plugins.powerx.config.Connections;
import io.jenkins.plugins.powerx.credentials.PublishCredentials;
import io.jenkins.plugins.powerx.release.FindingsSink;
import io.jenkins.plugins.powerx.release.ReleaseRecorder;
import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.RedactingListener;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.marketplace.core.CoreSettings;
import io.powerx.publish.options.BuildFacts;
import io.powerx.publish.options.PublishFiles;
import io.powerx.publish.precheck.PrecheckEngine;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.report.ReportForm;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import io.powerx.publish.stage.Preparation;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The checks alone: what a publish would check, without its consequences. */
final class PrecheckTask {
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

    /**
     * Checks.
     *
     * @throws PublishException {@link ErrorCode#PRECHECK_FAILED} where findings are as bad as {@code failOn} says
     */
    PrecheckReport call() throws IOException, InterruptedException {
        FilePath project =
                WorkspacePaths.resolve(directory, "project", step.getProject() == null ? "." : step.getProject());
        ReportForm form = form();
        FilePath output =
                step.getOutput() == null ? null : WorkspacePaths.resolve(directory, "output", step.getOutput());
        AgentWorkbench workbench = new AgentWorkbench(project, project, false);
        ResolvedConfig config = StepSettings.of(step)
                .with(Setting.CHANNEL, step.getChannel())
                .with(Setting.OFFLINE, step.isOffline())
                .with(Setting.FAIL_ON, step.getFailOn())
                .resolve(environment, workbench);
        Channel channel = Channel.of(config.requiredText(Setting.CHANNEL));
        PublishFile file = PublishFiles.read(workbench::read, step.getConfig(), config);
        Preparation preparation =
                Preparation.of(workbench, config.text(Setting.NOTES).orElse(null));
        String pluginId = preparation.plugin().id();
        console.say(redactor.redact(pluginId + " " + preparation.plugin().version() + " for " + channel.wireName()));
        PrecheckReport report = workbench.precheck(preparation.precheckRequest(
                channel,
                published(config, pluginId, channel),
                file,
                preparation.packRequest(
                        file, config.number(Setting.SOURCE_DATE_EPOCH).orElse(null)),
                preparation.gates(generation(config), CoreSettings.of(config), BuildFacts.named(null, config))));
        new RedactingListener(redactor, JenkinsVocabulary.INSTANCE, console)
                .on(new PublishEvent.FindingsReported(report.findings()));
        String counts = report.count(Severity.ERROR) + " errors, " + report.count(Severity.WARNING) + " warnings";
        console.say("check: " + counts);
        String folder = RepositoryFolder.of(project, directory, environment.get("WORKSPACE"));
        FindingsSink.tell(run, log, folder, ReleaseRecorder.noted(
                report.worded(JenkinsVocabulary.INSTANCE).findings(), redactor));
        if (output != null) {
            String text = form.renderer(PrecheckEngine.standard().rules(), folder.replaceFirst("/$", ""))
                    .render(preparation.plugin(), report.worded(JenkinsVocabulary.INSTANCE));
            output.write(redactor.redact(text), "UTF-8");
        }
        if (fails(report, config.requiredText(Setting.FAIL_ON))) {
            throw PublishException.of(ErrorCode.PRECHECK_FAILED, "check " + pluginId, "found " + counts)
                    .build();
        }
        return report;
    }

    /** Takes secrets out of a text that is about to be shown. */
    String redact(String text) {
        return redactor.redact(text);
    }

    static Map<String, Object> values(PrecheckReport report) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("errors", report.count(Severity.ERROR));
        values.put("warnings", report.count(Severity.WARNING));
        values.put("passed", report.passed());
        return values;
    }

    /** Offline, nothing is known of the registry. */
    private ApiGeneration generation(ResolvedConfig config) {
        return config.flag(Setting.OFFLINE)
                ? ApiGeneration.MARKETPLACE
                : Connections.generation(PublishTarget.of(step.getEndpoint(), step.getApiUrl(), step.getCredentialsId())
                        .endpoint());
    }

    /** Null where nobody is asked: by wish, or since there is nobody to ask. */
    @CheckForNull
    private List<VersionInfo> published(ResolvedConfig config, String pluginId, Channel channel) {
        if (config.flag(Setting.OFFLINE)) {
            return null;
        }
        PublishTarget target = PublishTarget.of(step.getEndpoint(), step.getApiUrl(), step.getCredentialsId());
        String id = target.credentialsId();
        if (id == null) {
            throw PublishException.of(ErrorCode.TOKEN_MISSING, "ask for the versions", "no credentials are named")
                    .build();
        }
        Secret token = new PublishCredentials(run).text(id, target.endpoint().getUrl(), ErrorCode.TOKEN_MISSING);
        redactor.add(token);
        try (Marketplace marketplace =
                Connections.connect(target.endpoint(), () -> token, new RedactingListener(redactor, console))) {
            return marketplace.versions(pluginId, channel);
        }
    }

    private ReportForm form() {
        String label = step.getFormat() == null ? ReportForm.TEXT.label() : step.getFormat();
        return ReportForm.ofLabel(label).orElseThrow(() -> PublishException.of(
                        ErrorCode.OPTION_INVALID, "use format: '" + label + "'", "there is no report of that form")
                .build());
    }

    private static boolean fails(PrecheckReport report, String failOn) {
        return switch (failOn) {
            case "never" -> false;
            case "warning" -> report.count(Severity.ERROR) + report.count(Severity.WARNING) > 0;
            default -> !report.passed();
        };
    }
}
