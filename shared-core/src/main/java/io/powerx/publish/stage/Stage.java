package io.powerx.publish.stage;

import io.powerx.publish.error.PublishException;

/**
 * One step of a publish.
 *
 * @param <I> what it needs
 * @param <O> what it makes
 */
sealed interface Stage<I, O> permits ReadingStage, ChangingStage {
    /** The stable name: key of the receipt's timings, log field, {@code phase} of an error. */
    String id();

    /** What a person reads while it runs, such as {@code "Sign"}. */
    String title();

    /** @throws PublishException if it fails */
    StageResult<O> run(PublishContext context, I input);

    /**
     * Refuses an output with which the publish cannot go any further. This runs once the output is recorded, so that the receipt
     * reports it.
     *
     * @throws PublishException with the reason
     */
    default void requireUsable(PublishContext context, O output) {}
}
