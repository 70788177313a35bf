package io.powerx.publish.cli.review;

import java.util.List;

/** Pauses the review of a version. */
public final class PauseReviewCommand extends StatusChange {
    public PauseReviewCommand() {
        super("review_paused");
    }

    @Override
    public String name() {
        return "pause-review";
    }

    @Override
    public String summary() {
        return "Pause the review of a version.";
    }

    @Override
    public List<Example> examples() {
        return List.of(new Example(
                "px-plugin pause-review --reason \"checking a report\"",
                "the version that the receipt in this folder describes"));
    }
}
