package io.powerx.publish.stage;

import java.util.List;

/** A stage that changes nothing outside this process; a dry run runs it. */
non-sealed interface ReadingStage<I, O> extends Stage<I, O> {
    /** What the stage found; the lines of a dry run. */
    List<String> plan(PublishContext context, O output);
}
