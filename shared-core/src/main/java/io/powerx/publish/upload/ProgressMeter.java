package io.powerx.publish.upload;

import io.powerx.publish.event.PublishEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Counts the bytes that many threads send, and reports what the server has acknowledged, and its rate, to one thread. */
final class ProgressMeter {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private record Sample(Instant at, long counted) {}

    private final long total;
    private final Clock clock;
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong moved = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final Deque<Sample> samples = new ArrayDeque<>();

    ProgressMeter(long total, Clock clock) {
        this.total = total;
        this.clock = clock;
    }

    /** Starts to count the bytes of one attempt. */
    Attempt attempt() {
        return new Attempt();
    }

    /** The bytes of one attempt. They count as done once the server has acknowledged them: what was only written may still be in buffers. */
    final class Attempt {
        private long counted;
        private boolean over;

        synchronized void sent(long bytes) {
            moved.addAndGet(bytes);
            counted += bytes;
        }

        /** The server has acknowledged what was sent. */
        synchronized void acknowledged() {
            if (!over) {
                over = true;
                done.addAndGet(counted);
                acknowledged.addAndGet(counted);
            }
        }

        /** The attempt failed: its bytes have to be sent again. */
        synchronized void lost() {
            over = true;
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
        return progress(Math.max(0, Math.min(total, done.get())), acknowledged.get());
    }

    /**
     * The state of a body that the server acknowledges only as a whole.
     *
     * @param sent the bytes that were written, less than all of them
     */
    PublishEvent.Progress readSent(long sent) {
        return progress(sent, sent);
    }

    /** @param counted the bytes whose rate is measured */
    private PublishEvent.Progress progress(long doneNow, long counted) {
        Instant now = clock.instant();
        samples.addLast(new Sample(now, counted));
        while (samples.size() > 2 && samples.getFirst().at().isBefore(now.minus(WINDOW))) {
            samples.removeFirst();
        }
        long millis = Duration.between(samples.getFirst().at(), now).toMillis();
        long rate = millis <= 0 ? 0 : Math.max(0, counted - samples.getFirst().counted()) * 1000 / millis;
        return new PublishEvent.Progress("upload", doneNow, total, rate, left(total - doneNow, rate));
    }

    private static @Nullable Duration left(long bytes, long rate) {
        return rate <= 0 || bytes == 0 ? null : Duration.ofSeconds((bytes + rate - 1) / rate);
    }
}
