package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.NonNull;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.stage.ReviewOutcome;

/**
 * How a step's wait for a review ended.
 *
 * @param redactor knows the secrets of the requests, for the texts of the outcome
 */
public record ReviewEnd(
        @NonNull ReviewOutcome outcome, @NonNull Redactor redactor) {}
