package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** A submitted version whose review a step waits for; stored with the build, so that a restart neither forgets nor extends the wait. */
final class PendingReview implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String attempt;
    private final HashMap<String, Object> values;
    private final long deadline;
    private final long timeout;

    @CheckForNull
    private final String archivedReceipt;

    /**
     * @param attempt name of the folder with the files of this use of the step
     * @param values what the step would return without the wait
     * @param archivedReceipt name of the archived receipt; null if there is none
     */
    PendingReview(
            @NonNull String attempt,
            @NonNull Map<String, Object> values,
            @CheckForNull String archivedReceipt,
            @NonNull Instant now,
            @NonNull Duration timeout) {
        this.attempt = attempt;
        this.values = new HashMap<>(values);
        this.archivedReceipt = archivedReceipt;
        this.deadline = now.plus(timeout).toEpochMilli();
        this.timeout = timeout.toMillis();
    }

    String attempt() {
        return attempt;
    }

    Map<String, Object> values() {
        return values;
    }

    @CheckForNull
    String archivedReceipt() {
        return archivedReceipt;
    }

    Instant deadline() {
        return Instant.ofEpochMilli(deadline);
    }

    Duration timeout() {
        return Duration.ofMillis(timeout);
    }
}
