package io.powerx.publish;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.Vocabulary;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.workbench.Workbench;
import java.time.Clock;
import java.util.List;

/** Publishes a plugin: the one class that knows the order of the stages. */
public final class Publisher {
    private final Workbench workbench;
    private final PublishListener listener;
    private final Redactor redactor;
    private final Vocabulary vocabulary;
    private final Clock clock;

    /**
     * @param listener hears everything, already redacted
     * @param vocabulary the front end's words, for remedies in the receipt
     */
    public Publisher(
            Workbench workbench, PublishListener listener, Redactor redactor, Vocabulary vocabulary, Clock clock) {
        this.workbench = workbench;
        this.listener = listener;
        this.redactor = redactor;
        this.vocabulary = vocabulary;
        this.clock = clock;
    }

    /**
     * Publishes, or goes on with a publish that was interrupted. When this returns, the version stands in the review queue and the
     * receipt is written.
     *
     * @throws PublishException with the code of what went wrong; {@link ErrorCode#INTERRUPTED} when the thread is interrupted
     */
    public Receipt publish(PublishOptions options) {
        throw PublishException.of(
                        ErrorCode.INTERNAL_ERROR, "publish", workbench + " " + listener + redactor + vocabulary + clock)
                .build();
    }

    /** What {@link #publish} would do, stage by stage; nothing is changed anywhere. */
    public List<StagePlan> plan(PublishOptions options) {
        return List.of();
    }

    /** One line of a dry run. */
    public record StagePlan(String stage, String title, List<String> details) {}
}
