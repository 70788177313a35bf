package io.powerx.publish.sandbox.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Limits the number of requests per second of all clients together. */
final class RateLimit {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final int perSecond;
    private final Clock clock;
    private Instant windowStart = Instant.MIN;
    private int used;

    /** @param perSecond 0 for no limit */
    RateLimit(int perSecond, Clock clock) {
        this.perSecond = perSecond;
        this.clock = clock;
    }

    void pass() {
        if (perSecond > 0 && !admits(clock.instant())) {
            throw ProblemException.of(
                            429,
                            "rate_limited",
                            "More than " + perSecond + " requests per second; wait for the time in Retry-After.")
                    .retryAfter(SECOND);
        }
    }

    private synchronized boolean admits(Instant now) {
        // A clock may be set back.
        if (now.isBefore(windowStart) || !now.isBefore(windowStart.plus(SECOND))) {
            windowStart = now;
            used = 0;
        }
        return ++used <= perSecond;
    }
}
