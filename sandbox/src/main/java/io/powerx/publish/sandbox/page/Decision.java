package io.powerx.publish.sandbox.page;

import io.powerx.publish.sandbox.http.ProblemException;
import org.jspecify.annotations.Nullable;

/** What a reviewer can decide, with the words of its form. */
enum Decision {
    APPROVED("approved", "Approve", "Approve version", true),
    NEEDS_CHANGES("needs_changes", "Ask for changes", "Ask for changes", true),
    REJECTED("rejected", "Reject", "Reject version", true),
    PAUSED("review_paused", "Pause", "Pause review", false),
    RESUMED("queued", "Resume the review", "Resume review", false);

    final String value;
    final String verb;
    final String confirm;
    final boolean ends;

    /**
     * @param verb of the button that opens the form
     * @param confirm of the button that sends it
     * @param ends whether it ends the review
     */
    Decision(String value, String verb, String confirm, boolean ends) {
        this.value = value;
        this.verb = verb;
        this.confirm = confirm;
        this.ends = ends;
    }

    /** @throws ProblemException 400 for an unknown value */
    static Decision of(@Nullable String value) {
        for (Decision decision : values()) {
            if (decision.value.equals(value)) {
                return decision;
            }
        }
        throw ProblemException.validation("/decision", "unknown", "must be approved, rejected or needs_changes");
    }

    /** Whether the publisher has to learn why. */
    boolean needsReason() {
        return this == REJECTED || this == NEEDS_CHANGES;
    }

    /** What happens then. */
    String consequence(String channel, String version) {
        return switch (this) {
            case APPROVED -> "The version is offered on the channel " + channel + ", and its rollout starts.";
            case NEEDS_CHANGES ->
                "The publisher reads your reason and publishes a new version. " + version
                        + " cannot be published again.";
            case REJECTED -> "The publisher reads your reason. " + version + " cannot be published again.";
            case PAUSED -> "No decision is possible until the review is resumed.";
            case RESUMED -> "The version waits for a decision again.";
        };
    }
}
