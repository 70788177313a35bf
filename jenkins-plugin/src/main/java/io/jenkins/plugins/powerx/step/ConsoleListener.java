package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.console.HyperlinkNote;
import hudson.model.TaskListener;
import io.jenkins.plugins.powerx.config.Urls;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Prints a publish to the build's log: a line for each stage and each finding, and the progress at most every five seconds if it has changed. */
final class ConsoleListener implements PublishListener {
    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(5);
    private static final int MAX_FINDINGS = 100;
    private static final String PREFIX = "[PowerX] ";

    private final TaskListener listener;
    private final Clock clock;
    private Instant nextProgress = Instant.MIN;
    private String lastProgress = "";

    ConsoleListener(TaskListener listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public synchronized void on(PublishEvent event) {
        if (event instanceof PublishEvent.TargetStarted started) {
            print("target " + started.target());
        } else if (event instanceof PublishEvent.PluginRead read) {
            print(read.pluginId() + " " + read.version() + " to " + read.channel());
        } else if (event instanceof PublishEvent.StageFinished finished) {
            print(finished.stage() + ": " + finished.detail() + " (" + Quantities.duration(finished.elapsed()) + ")");
        } else if (event instanceof PublishEvent.StageSkipped skipped) {
            print(skipped.stage() + ": nothing to do, " + skipped.reason());
        } else if (event instanceof PublishEvent.FindingsReported reported) {
            reported.findings().stream().limit(MAX_FINDINGS).forEach(this::print);
            if (reported.findings().size() > MAX_FINDINGS) {
                print("and " + Quantities.count(reported.findings().size() - MAX_FINDINGS, "more finding"));
            }
        } else if (event instanceof PublishEvent.Progress progress) {
            progress(progress);
        } else if (event instanceof PublishEvent.Submitted submitted) {
            print("in review as " + submitted.reviewQueueId() + link(submitted.reviewUrl()));
        } else if (event instanceof PublishEvent.RequestAttempt attempt && attempt.nextDelay() != null) {
            print(attempt.operation() + ": " + attempt.outcome() + ", retrying in "
                    + Quantities.duration(attempt.nextDelay()));
        } else if (event instanceof PublishEvent.Note note && note.level() != PublishEvent.Note.Level.DEBUG) {
            print((note.level() == PublishEvent.Note.Level.WARNING ? "warning: " : "") + note.text());
        }
    }

    /** Prints a line with the prefix of this plugin. Foreign text must be redacted already. */
    synchronized void print(String line) {
        listener.getLogger().println(PREFIX + line);
    }

    private void print(Finding finding) {
        if (finding.severity() != Severity.INFO) {
            print(finding.severity().wireName() + " " + finding.rule() + at(finding.location()) + ": "
                    + finding.message());
        }
    }

    private void progress(PublishEvent.Progress progress) {
        Instant now = clock.instant();
        if (now.isBefore(nextProgress) || progress.total() <= 0) {
            return;
        }
        nextProgress = now.plus(PROGRESS_INTERVAL);
        StringBuilder line = new StringBuilder(progress.stage())
                .append(": ")
                .append(100 * progress.done() / progress.total())
                .append(" % of ")
                .append(Quantities.size(progress.total()));
        if (progress.bytesPerSecond() > 0) {
            line.append(", ").append(Quantities.size(progress.bytesPerSecond())).append("/s");
        }
        if (progress.left() != null) {
            line.append(", ").append(Quantities.duration(progress.left())).append(" left");
        }
        if (!line.toString().equals(lastProgress)) {
            lastProgress = line.toString();
            print(lastProgress);
        }
    }

    private static String link(@CheckForNull String url) {
        String web = Urls.link(url);
        return web == null ? "" : ": " + HyperlinkNote.encodeTo(web, web);
    }

    private static String at(@CheckForNull SourceLocation location) {
        return location == null ? "" : " " + location;
    }
}
