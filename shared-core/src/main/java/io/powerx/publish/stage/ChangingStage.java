package io.powerx.publish.stage;

import java.util.List;
import java.util.Optional;

/** A stage that changes something outside this process; a dry run only reports what it would do. */
abstract non-sealed class ChangingStage<I, O> extends Stage<I, O> {
    ChangingStage(String id, String title) {
        super(id, title);
    }

    /** What the stage would do with this content; the lines of a dry run. */
    abstract List<String> plan(PublishContext context, Hashed content);

    /**
     * The output if the server's state shows that nothing is left to do, with the reason as its summary; empty otherwise. This is how a
     * second run resumes the first.
     */
    Optional<StageResult<O>> alreadyDone(PublishContext context, I input) {
        return Optional.empty();
    }
}
