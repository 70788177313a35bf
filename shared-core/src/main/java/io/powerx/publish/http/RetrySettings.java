package io.powerx.publish.http;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often and how long to try.
 *
 * @param maxAttempts of one request, the first included
 * @param baseDelay upper bound of the first delay; it doubles with each attempt
 * @param maxDelay upper bound of every delay that the server did not ask for
 * @param maxRetryAfter upper bound of a delay that the server asked for
 * @param budget retries of all requests together
 * @param deadline for all requests together, from the moment the {@link Retrier} is made; null for none
 */
public record RetrySettings(
        int maxAttempts,
        Duration baseDelay,
        Duration maxDelay,
        Duration maxRetryAfter,
        int budget,
        @Nullable Duration deadline)
        implements Serializable {
    /** Retries for three quarters of a minute on average, in which a server can restart. */
    public static final RetrySettings DEFAULT =
            new RetrySettings(10, Duration.ofMillis(500), Duration.ofSeconds(20), Duration.ofMinutes(2), 200, null);

    public RetrySettings withDeadline(@Nullable Duration limit) {
        return new RetrySettings(maxAttempts, baseDelay, maxDelay, maxRetryAfter, budget, limit);
    }

    public RetrySettings withMaxAttempts(int attempts) {
        return new RetrySettings(attempts, baseDelay, maxDelay, maxRetryAfter, budget, deadline);
    }
}
