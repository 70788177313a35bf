package io.powerx.publish.stage;

import io.powerx.publish.error.PublishException;
import java.util.List;
import java.util.Optional;

/** One step of a publish. */
public interface Stage {
    /** The stable name: key of the receipt's timings, log field, {@code phase} of an error. */
    String id();

    /** What a person reads while it runs, such as {@code "Sign"}. */
    String title();

    /** Whether it changes nothing outside this process; a dry run really runs such stages. */
    boolean readsOnly();

    /** What it would do, told from what the stages before have found; the lines of a dry run. */
    List<String> plan(PublishRun run);

    /** Why there is nothing left to do, told from what the server says; empty when there is. This is what makes a re-run a resume. */
    default Optional<String> alreadyDone(PublishRun run) {
        return Optional.empty();
    }

    /**
     * Does it.
     *
     * @return the outcome in a few words
     * @throws PublishException where it cannot
     */
    String run(PublishRun run);
}
