package io.powerx.publish.telemetry;

import java.time.Duration;

/** The time for which all reports on a run together may delay its end, however many there are. */
public final class EndDelay {
    private final Duration limit;
    private boolean started;
    private long deadline;

    /** @param limit the longest delay */
    public EndDelay(Duration limit) {
        this.limit = limit;
    }

    /** The longest delay. */
    public Duration limit() {
        return limit;
    }

    /** What is left of the time, which starts with the first call; zero once it has elapsed. */
    public synchronized Duration remaining() {
        if (!started) {
            started = true;
            deadline = System.nanoTime() + limit.toNanos();
        }
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }
}
