package io.powerx.publish.testing;

import io.powerx.publish.http.Sleeper;
import io.powerx.publish.http.Timing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that moves only during a sleep, and a sleep that takes no time. */
public final class FakeTime extends Clock implements Sleeper {
    private final List<Duration> sleeps = new CopyOnWriteArrayList<>();
    private final double jitter;
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    public FakeTime() {
        this(0.999);
    }

    /** @param jitter the value of every random number, from 0 to 1 */
    public FakeTime(double jitter) {
        this.jitter = jitter;
    }

    public Timing timing() {
        return new Timing(this, this, () -> jitter);
    }

    /** The duration of every sleep, in order. */
    public List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }

    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        sleeps.add(duration);
        advance(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
