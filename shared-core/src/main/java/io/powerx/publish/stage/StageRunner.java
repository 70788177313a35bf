package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Runs stages, reports and times them, and records their outputs. */
final class StageRunner {
    private final PublishContext context;
    private final RunRecord progress;

    StageRunner(PublishContext context, RunRecord progress) {
        this.context = context;
        this.progress = progress;
    }

    /** @throws PublishException the errors of the stage; {@link ErrorCode#INTERRUPTED} if this thread is interrupted */
    <I, O> O run(Stage<I, O> stage, I input) {
        progress.begin(stage.id());
        requireNotInterrupted(stage);
        if (stage instanceof ChangingStage<I, O> changing) {
            Optional<StageResult<O>> done = changing.alreadyDone(context, input);
            if (done.isPresent()) {
                context.report(new PublishEvent.StageSkipped(
                        stage.id(), stage.title(), done.get().summary()));
                return recorded(done.get().output());
            }
        }
        return timed(stage, input);
    }

    private <I, O> O timed(Stage<I, O> stage, I input) {
        context.report(new PublishEvent.StageStarted(stage.id(), stage.title()));
        Instant begin = context.clock().instant();
        try {
            StageResult<O> result = stage.run(context, input);
            recorded(result.output());
            stage.requireUsable(context, result.output());
            context.report(new PublishEvent.StageFinished(stage.id(), since(begin), result.summary()));
            return result.output();
        } finally {
            progress.took(stage.id(), since(begin));
        }
    }

    private <O> O recorded(O output) {
        if (output instanceof Progress reached) {
            progress.reached(reached);
        }
        return output;
    }

    private Duration since(Instant begin) {
        return Duration.between(begin, context.clock().instant());
    }

    private static void requireNotInterrupted(Stage<?, ?> next) {
        if (Thread.currentThread().isInterrupted()) {
            throw PublishException.of(
                    ErrorCode.INTERRUPTED, "continue with " + next.id(), "the publish was interrupted");
        }
    }
}
