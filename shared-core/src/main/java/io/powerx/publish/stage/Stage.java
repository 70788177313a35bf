package io.powerx.publish.stage;

import io.powerx.publish.error.PublishException;

/**
 * One step of a publish.
 *
 * @param <I> the input
 * @param <O> the output
 */
sealed interface Stage<I, O> permits ReadingStage, ChangingStage {
    /** The stable name: the key in the receipt's timings, and the {@code phase} in logs and errors. */
    String id();

    /** The name to show while the stage runs, such as {@code "Sign"}. */
    String title();

    /** @throws PublishException if it fails */
    StageResult<O> run(PublishContext context, I input);

    /**
     * Checks whether the publish can continue with the output. Called after the output was recorded, so that the receipt contains it.
     *
     * @throws PublishException if it cannot
     */
    default void requireUsable(PublishContext context, O output) {}
}
