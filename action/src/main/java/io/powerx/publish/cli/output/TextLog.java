package io.powerx.publish.cli.output;

import io.powerx.publish.cli.text.Columns;
import io.powerx.publish.cli.text.Style;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.message.MessageCatalog;
import java.time.Clock;
import java.util.List;

/** Logs a publish as text, one line per stage. */
public final class TextLog implements PublishListener {
    private static final int FINDINGS_SHOWN = 50;
    private static final int TITLE_WIDTH = 22;

    private final Console console;
    private final ProgressLine progress;
    private volatile String title = "";

    public TextLog(Console console, Clock clock) {
        this.console = console;
        this.progress = new ProgressLine(console, clock);
    }

    @Override
    public void on(PublishEvent event) {
        if (event instanceof PublishEvent.TargetStarted started) {
            console.note(PublishEvent.Note.Level.INFO, "Target {0}", started.target());
        } else if (event instanceof PublishEvent.PluginRead read) {
            console.say(messages()
                    .text("{0} {1} ({2}), channel {3}", read.name(), read.version(), read.pluginId(), read.channel()));
        } else if (event instanceof PublishEvent.StageStarted started) {
            progress.reset();
            title = messages().text(started.title());
            console.passing("  … " + title);
        } else if (event instanceof PublishEvent.StageFinished finished) {
            String took = Style.dim(console.colors(), " (" + Quantities.duration(finished.elapsed()) + ")");
            console.say("  " + Style.green(console.colors(), "✓") + " " + Columns.padded(title, TITLE_WIDTH)
                    + messages().composed(finished.detail()) + took);
        } else if (event instanceof PublishEvent.StageSkipped skipped) {
            console.say("  - " + Columns.padded(messages().text(skipped.title()), TITLE_WIDTH)
                    + messages().composed(skipped.reason()));
        } else if (event instanceof PublishEvent.FindingsReported reported) {
            findings(reported.findings());
        } else if (event instanceof PublishEvent.Registered registered) {
            console.say("    publishId " + registered.publishId() + ", versionId " + registered.versionId()
                    + (registered.attached() ? messages().text(" (known from an earlier run)") : ""));
        } else if (event instanceof PublishEvent.Progress bytes) {
            progress.show(bytes);
        } else if (event instanceof PublishEvent.RequestAttempt attempt) {
            attempt(attempt);
        } else if (event instanceof PublishEvent.Note note) {
            console.note(note.level(), note.text());
        }
    }

    private void findings(List<Finding> findings) {
        List<Finding> shown = findings.stream()
                .filter(finding -> !console.quiet() || finding.severity() == Severity.ERROR)
                .toList();
        shown.stream()
                .limit(FINDINGS_SHOWN)
                .forEach(finding -> console.error(FindingLines.of(finding, console.colors(), messages())));
        if (shown.size() > FINDINGS_SHOWN) {
            console.error("    "
                    + messages()
                            .text(
                                    "and {0} more; px-plugin precheck --format json lists all",
                                    shown.size() - FINDINGS_SHOWN));
        }
    }

    private void attempt(PublishEvent.RequestAttempt attempt) {
        String what = "    "
                + messages()
                        .text(
                                "{0}: {1} {2} in {3}, request {4}",
                                attempt.operation(),
                                attempt.status() == 0
                                        ? messages().text("no response,")
                                        : String.valueOf(attempt.status()),
                                messages().composed(attempt.outcome()),
                                Quantities.duration(attempt.elapsed()),
                                attempt.requestId());
        if (attempt.nextDelay() != null) {
            console.say(what + messages().text("; next attempt in {0}", Quantities.duration(attempt.nextDelay())));
        } else {
            console.detail(what);
        }
    }

    private MessageCatalog messages() {
        return console.messages();
    }
}
