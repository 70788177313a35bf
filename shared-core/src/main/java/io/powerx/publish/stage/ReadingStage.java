package io.powerx.publish.stage;

import java.util.List;

/** A stage that changes nothing outside this process; a dry run runs it. */
abstract non-sealed class ReadingStage<I, O> extends Stage<I, O> {
    ReadingStage(String id, String title) {
        super(id, title);
    }

    /** What the stage found; the lines of a dry run. */
    abstract List<String> plan(PublishContext context, O output);
}
