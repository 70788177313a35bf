package io.powerx.publish.http;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * The sources of time and randomness, which tests replace.
 *
 * @param jitter random numbers from 0 (inclusive) to 1 (exclusive); called from several threads
 */
public record Timing(Clock clock, Sleeper sleeper, DoubleSupplier jitter) {
    public static final Timing SYSTEM = new Timing(
            Clock.systemUTC(), Sleeper.SYSTEM, () -> ThreadLocalRandom.current().nextDouble());
}
