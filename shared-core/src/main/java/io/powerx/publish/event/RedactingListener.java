package io.powerx.publish.event;

import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Removes secrets and control characters from events, and renders the remedies of findings in the words of the front
 * end.
 */
public final class RedactingListener implements PublishListener {
    private static final int LINE = 2_000;
    private static final int TEXT = 8_000;

    private final Redactor redactor;
    private final Vocabulary vocabulary;
    private final PublishListener next;

    /** @param vocabulary for the remedies of findings */
    public RedactingListener(Redactor redactor, Vocabulary vocabulary, PublishListener next) {
        this.redactor = redactor;
        this.vocabulary = vocabulary;
        this.next = next;
    }

    /** Renders remedies in the words for a shell. */
    public RedactingListener(Redactor redactor, PublishListener next) {
        this(redactor, Vocabulary.SHELL, next);
    }

    @Override
    public void on(PublishEvent event) {
        next.on(clean(event));
    }

    private PublishEvent clean(PublishEvent event) {
        if (event instanceof PublishEvent.TargetStarted started) {
            return new PublishEvent.TargetStarted(line(started.target()));
        } else if (event instanceof PublishEvent.PluginRead read) {
            return new PublishEvent.PluginRead(
                    line(read.pluginId()), line(read.name()), line(read.version()), line(read.channel()));
        } else if (event instanceof PublishEvent.StageStarted started) {
            return new PublishEvent.StageStarted(started.stage(), line(started.title()));
        } else if (event instanceof PublishEvent.StageFinished finished) {
            return new PublishEvent.StageFinished(finished.stage(), finished.elapsed(), line(finished.detail()));
        } else if (event instanceof PublishEvent.StageSkipped skipped) {
            return new PublishEvent.StageSkipped(skipped.stage(), skipped.title(), line(skipped.reason()));
        } else if (event instanceof PublishEvent.FindingsReported reported) {
            return new PublishEvent.FindingsReported(
                    reported.findings().stream().map(this::clean).toList());
        } else if (event instanceof PublishEvent.Described described) {
            return new PublishEvent.Described(text(described.notes()), described.generated());
        } else if (event instanceof PublishEvent.IdentityExchanged exchanged) {
            Map<String, String> claims = new TreeMap<>();
            exchanged.claims().forEach((name, value) -> claims.put(name, line(value)));
            return new PublishEvent.IdentityExchanged(claims);
        } else if (event instanceof PublishEvent.Packed packed) {
            return new PublishEvent.Packed(
                    redactor.redact(packed.file()), packed.platform(), packed.sha256(), packed.contentDigest());
        } else if (event instanceof PublishEvent.Registered registered) {
            return new PublishEvent.Registered(
                    line(registered.publishId()), line(registered.versionId()), registered.attached());
        } else if (event instanceof PublishEvent.Submitted submitted) {
            return new PublishEvent.Submitted(
                    line(submitted.publishId()),
                    line(submitted.versionId()),
                    line(submitted.reviewQueueId()),
                    lineOrNull(submitted.reviewUrl()));
        } else if (event instanceof PublishEvent.RequestAttempt attempt) {
            return new PublishEvent.RequestAttempt(
                    attempt.operation(),
                    attempt.method(),
                    line(attempt.url()),
                    attempt.requestId(),
                    attempt.attempt(),
                    attempt.succeeded(),
                    attempt.status(),
                    line(attempt.outcome()),
                    attempt.elapsed(),
                    attempt.nextDelay());
        } else if (event instanceof PublishEvent.Note note) {
            return new PublishEvent.Note(note.level(), line(note.text()));
        } else if (event instanceof PublishEvent.Failed failed) {
            return new PublishEvent.Failed(
                    failed.code(), text(failed.message()), failed.phase(), lineOrNull(failed.requestId()));
        }
        return event;
    }

    private Finding clean(Finding finding) {
        return new Finding(
                finding.rule(),
                finding.severity(),
                line(finding.message()),
                line(finding.worded(vocabulary).remedy()),
                finding.location());
    }

    private String line(String value) {
        return ForeignText.oneLine(redactor.redact(value), LINE);
    }

    private @Nullable String lineOrNull(@Nullable String value) {
        return value == null ? null : line(value);
    }

    private String text(String value) {
        return ForeignText.lines(redactor.redact(value), TEXT);
    }
}
