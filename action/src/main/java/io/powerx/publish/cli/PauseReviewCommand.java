package io.powerx.publish.cli;

import java.util.List;

/** Asks the Marketplace to hold a review. */
final class PauseReviewCommand extends StatusChange {
    PauseReviewCommand() {
        super("review_paused");
    }

    @Override
    public String name() {
        return "pause-review";
    }

    @Override
    public String summary() {
        return "Ask the Marketplace to hold a version's review.";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example(
                "px-plugin pause-review --reason \"checking a report\"", "the publish of this folder's receipt"));
    }
}
