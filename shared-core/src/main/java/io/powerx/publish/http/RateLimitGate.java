package io.powerx.publish.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** Makes all requests that share it wait after a server has asked for fewer requests. Thread-safe. */
public final class RateLimitGate {
    private final Clock clock;
    private final Sleeper sleeper;
    private final AtomicReference<Instant> closedUntil = new AtomicReference<>(Instant.MIN);

    public RateLimitGate(Timing timing) {
        this.clock = timing.clock();
        this.sleeper = timing.sleeper();
    }

    /** Closes the gate for the duration, unless it is already closed for longer. */
    public void closeFor(Duration duration) {
        Instant until = clock.instant().plus(duration);
        closedUntil.accumulateAndGet(until, (a, b) -> a.isAfter(b) ? a : b);
    }

    /** Waits until the gate is open. */
    public void await() throws InterruptedException {
        for (Duration left = left(); !left.isZero(); left = left()) {
            sleeper.sleep(left);
        }
    }

    private Duration left() {
        Instant now = clock.instant();
        Instant until = Objects.requireNonNull(closedUntil.get());
        return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    }
}
