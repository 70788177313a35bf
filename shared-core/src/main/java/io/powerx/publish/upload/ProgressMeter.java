package io.powerx.publish.upload;

import io.powerx.publish.event.PublishEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts the bytes that many threads send, and reports progress and rate to one thread. */
final class ProgressMeter {
    private static final Duration WINDOW = Duration.ofSeconds(5);

    private record Sample(Instant at, long moved) {}

    private final String stage;
    private final long total;
    private final Clock clock;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong moved = new AtomicLong();
    private final Deque<Sample> samples = new ArrayDeque<>();

    ProgressMeter(String stage, long total, Clock clock) {
        this.stage = stage;
        this.total = total;
        this.clock = clock;
    }

    /** Starts to count the bytes of one attempt. */
    Attempt attempt() {
        return new Attempt();
    }

    /** The bytes of one attempt, which count as done while it may still succeed. */
    final class Attempt {
        private long counted;
        private boolean over;

        synchronized void sent(long bytes) {
            moved.addAndGet(bytes);
            if (!over) {
                counted += bytes;
                done.addAndGet(bytes);
            }
        }

        /** The attempt failed: its bytes have to be sent again. */
        synchronized void lost() {
            if (!over) {
                over = true;
                done.addAndGet(-counted);
            }
        }
    }

    /** Counts bytes that the store already has. */
    void skipped(long bytes) {
        done.addAndGet(bytes);
    }

    /** All bytes sent, repeats included. */
    long moved() {
        return moved.get();
    }

    /** The state now; called from one thread, a few times a second. */
    PublishEvent.Progress read() {
        Instant now = clock.instant();
        long movedNow = moved.get();
        samples.addLast(new Sample(now, movedNow));
        while (samples.size() > 2 && samples.getFirst().at().isBefore(now.minus(WINDOW))) {
            samples.removeFirst();
        }
        long millis = Duration.between(samples.getFirst().at(), now).toMillis();
        long rate = millis <= 0 ? 0 : (movedNow - samples.getFirst().moved()) * 1000 / millis;
        long doneNow = Math.max(0, Math.min(total, done.get()));
        return new PublishEvent.Progress(stage, doneNow, total, rate, left(total - doneNow, rate));
    }

    private static @Nullable Duration left(long bytes, long rate) {
        if (bytes == 0) {
            return Duration.ZERO;
        }
        return rate <= 0 ? null : Duration.ofSeconds((bytes + rate - 1) / rate);
    }
}
