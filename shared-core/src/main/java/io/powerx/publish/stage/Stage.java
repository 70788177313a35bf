package io.powerx.publish.stage;

import io.powerx.publish.error.PublishException;

/**
 * One step of a publish.
 *
 * @param <I> the input
 * @param <O> the output
 */
abstract sealed class Stage<I, O> permits ReadingStage, ChangingStage {
    private final String id;
    private final String title;

    Stage(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** The stable name: the key in the receipt's timings, and the {@code phase} in logs and errors. */
    final String id() {
        return id;
    }

    /** The name to show while the stage runs, such as {@code "Sign"}. */
    final String title() {
        return title;
    }

    /** @throws PublishException if it fails */
    abstract StageResult<O> run(PublishContext context, I input);

    /**
     * Checks whether the publish can continue with the output. Called after the output was recorded, so that the receipt contains it.
     *
     * @throws PublishException if it cannot
     */
    void requireUsable(PublishContext context, O output) {}
}
