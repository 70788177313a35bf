package io.powerx.publish.sandbox.http;

import java.time.Duration;

/** Limits the number of requests per second of all clients together. */
final class RateLimit {
    private static final long SECOND = 1_000_000_000L;

    private final int perSecond;
    private long windowStart;
    private int used;

    /** @param perSecond 0 for no limit */
    RateLimit(int perSecond) {
        this.perSecond = perSecond;
        this.windowStart = System.nanoTime() - SECOND;
    }

    void pass() {
        if (perSecond > 0 && !admits(System.nanoTime())) {
            throw ProblemException.of(
                            429,
                            "rate_limited",
                            "More than " + perSecond + " requests per second; wait for the time in Retry-After.")
                    .retryAfter(Duration.ofSeconds(1));
        }
    }

    private synchronized boolean admits(long now) {
        if (now - windowStart >= SECOND) {
            windowStart = now;
            used = 0;
        }
        return ++used <= perSecond;
    }
}
