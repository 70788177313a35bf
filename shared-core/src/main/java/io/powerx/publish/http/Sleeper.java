package io.powerx.publish.http;

import java.time.Duration;

/** Waits; replaced in tests, which must not. */
@FunctionalInterface
public interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;

    Sleeper SYSTEM = duration -> Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
}
