package io.powerx.publish.github;

import io.powerx.publish.cli.CommandRun;
import io.powerx.publish.cli.CommandRun.Outcome;
import io.powerx.publish.cli.host.EnvironmentSecrets;
import io.powerx.publish.cli.host.Host;
import io.powerx.publish.cli.invocation.CommandFrontEnd;
import io.powerx.publish.cli.output.UserLanguage;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.message.MessageCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One step of a job: reads its inputs, runs the command and reports the result to the runner. */
final class Action {
    private static final String TITLE = "px-publish";

    private final Host host;
    private final Workspace workspace;
    private final WorkflowLog log;
    private final Inputs inputs;
    private final Annotations annotations;
    private final WorkflowVocabulary vocabulary = new WorkflowVocabulary();
    private final CommandFile summary;
    private final Outputs outputs;
    private final RunResults results;
    private final List<LogGroups> groups = new ArrayList<>();
    private String command = ActionInput.COMMANDS.get(0);
    private boolean showFindings = true;
    private @Nullable ActionCommand request;

    Action(Host host, Workspace workspace, WorkflowLog log) {
        this.host = host;
        this.workspace = workspace;
        this.log = log;
        Map<String, String> environment = host.environment();
        this.inputs = new Inputs(environment);
        this.annotations = new Annotations(log);
        this.summary = CommandFile.of(environment, "GITHUB_STEP_SUMMARY", this::warn);
        this.outputs = new Outputs(CommandFile.of(environment, "GITHUB_OUTPUT", this::warn), log.redactor(), workspace);
        this.results = new RunResults(outputs, vocabulary);
    }

    int run() {
        maskSecrets();
        inputs.unknown().forEach(this::warn);
        CommandRun run = new CommandRun(new CommandFrontEnd(
                "github-action",
                host,
                log.redactor(),
                vocabulary,
                setting -> "with: " + setting.id(),
                listener -> {
                    LogGroups grouped = new LogGroups(log, messages(), listener);
                    groups.add(grouped);
                    return results.and(grouped);
                },
                results));
        Outcome outcome = outcome(run);
        groups.forEach(LogGroups::close);
        if (outcome.exitCode() == 0 && request != null && request.dryRun()) {
            results.planned();
        }
        if (outcome.error() != null) {
            results.failed(outcome.error());
        }
        report(outcome);
        handOver(outcome.debugLog());
        return outcome.exitCode();
    }

    private Outcome outcome(CommandRun run) {
        try {
            command = inputs.command();
            showFindings = inputs.flag(ActionInput.ANNOTATIONS, true);
            ActionCommand prepared = ActionCommand.of(
                    command, inputs, workspace, "1".equals(host.environment().get("RUNNER_DEBUG")));
            request = prepared;
            return run.run(command, prepared.settings(), prepared.extras());
        } catch (PublishException e) {
            return run.refused(e, "");
        }
    }

    /** Runs before anything is printed, because the runner masks only lines that come after the command. */
    private void maskSecrets() {
        EnvironmentSecrets.of(host).forEach(log.redactor()::add);
        for (Setting setting : Setting.values()) {
            EnvironmentSecrets.in(host, setting, inputs.getOrBlank(setting.id()))
                    .ifPresent(log.redactor()::add);
        }
    }

    private void report(Outcome outcome) {
        PublishException error = outcome.error();
        ErrorCode code = error != null ? error.code() : results.refusal();
        outputs.finish(results, code == null ? null : code.wireName());
        MessageCatalog messages = messages();
        Vocabulary words = vocabulary.in(messages);
        Path project = results.project();
        String prefix = project == null ? "" : workspace.relative(project);
        if (showFindings && results.findings() != null) {
            annotations.findings(results.findings(), prefix, messages);
        }
        Path debugLog = outcome.debugLog();
        String debug = debugLog == null ? null : workspace.relative(debugLog);
        if (error != null) {
            annotations.step(
                    Annotations.Level.ERROR,
                    TITLE + " " + error.code().wireName(),
                    messages.text(
                                    "{0}: tried to {1}; found: {2}",
                                    messages.text(error.code().summary()),
                                    messages.composed(error.tried()),
                                    messages.composed(error.found()))
                            + "\n" + error.remedy(words)
                            + (debug == null ? "" : "\n" + messages.text("Details are in {0}", debug)));
        } else if (code != null) {
            annotations.step(
                    Annotations.Level.ERROR,
                    TITLE + " " + code.wireName(),
                    messages.text(code.summary()) + "\n" + words.render(code.remedy()));
        } else {
            annotations.step(Annotations.Level.NOTICE, TITLE, done(messages));
        }
        summary.append(new Summary(results, outputs, vocabulary, messages, new Markdown(log.redactor()), summary.size())
                .render(command, error, debug));
    }

    private MessageCatalog messages() {
        return UserLanguage.of(host, request == null ? Map.of() : request.settings());
    }

    private String done(MessageCatalog messages) {
        RunResults.Plugin plugin = results.plugin();
        String status = results.status();
        String what =
                plugin == null ? command : messages.text("{0} of {1} {2}", command, plugin.name(), plugin.version());
        return status == null ? messages.text("{0} is done", what) : messages.text("{0}: {1}", what, status);
    }

    private void handOver(@Nullable Path debugLog) {
        List<Path> written = new ArrayList<>();
        if (debugLog != null) {
            written.add(debugLog);
        }
        if (results.receiptFile() != null) {
            written.add(results.receiptFile());
        }
        if (results.packages() != null) {
            written.add(results.packages());
        }
        results.targets().forEach(outcome -> {
            if (outcome.receipt() != null && outcome.receiptFile() != null) {
                written.add(outcome.receiptFile());
            }
        });
        Path journals = results.journals();
        if (journals != null) {
            written.add(journals);
            written.add(journals.resolveSibling(".gitignore"));
        }
        if (request != null) {
            request.report(workspace).ifPresent(written::add);
        }
        try {
            new Ownership(workspace.root()).handOver(written);
            if (results.home() != null) {
                new Ownership(results.home()).handOver(List.of(results.home().resolve(".powerx-plugin")));
            }
        } catch (IOException | UncheckedIOException e) {
            warn("files of this step still belong to root: " + e);
        }
    }

    private void warn(String text) {
        annotations.step(Annotations.Level.WARNING, TITLE, text);
    }
}
