package io.powerx.publish.http;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits and delays of retries.
 *
 * @param maxAttempts maximum number of attempts of a request, including the first
 * @param baseDelay upper bound of the first delay; doubles with each attempt
 * @param maxDelay upper bound of delays that the server did not request
 * @param maxRetryAfter upper bound of delays that the server requested
 * @param budget maximum number of retries of all requests together
 * @param deadline time limit for all requests together, from the creation of the {@link Retrier}; null for none
 */
public record RetrySettings(
        int maxAttempts,
        Duration baseDelay,
        Duration maxDelay,
        Duration maxRetryAfter,
        int budget,
        @Nullable Duration deadline)
        implements Serializable {
    /** Retries for 45 seconds on average, so that a server can restart in the meantime. */
    public static final RetrySettings DEFAULT =
            new RetrySettings(10, Duration.ofMillis(500), Duration.ofSeconds(20), Duration.ofMinutes(2), 200, null);

    /** Retries for a few seconds, for optional requests that a user waits for. */
    public static final RetrySettings BRIEF = new RetrySettings(
            3, Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(5), 6, Duration.ofSeconds(15));

    public RetrySettings withDeadline(@Nullable Duration limit) {
        return new RetrySettings(maxAttempts, baseDelay, maxDelay, maxRetryAfter, budget, limit);
    }

    public RetrySettings withMaxAttempts(int attempts) {
        return new RetrySettings(attempts, baseDelay, maxDelay, maxRetryAfter, budget, deadline);
    }
}
