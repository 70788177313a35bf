package io.powerx.publish.upload;

import io.powerx.publish.http.FilteredBody;
import io.powerx.publish.http.Sleeper;
import io.powerx.publish.http.Timing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import okhttp3.RequestBody;
import okio.Buffer;
import okio.ForwardingSink;
import okio.Sink;
import org.jspecify.annotations.Nullable;

/** Limits the total rate of several request bodies. Safe for use by many threads. */
public final class BandwidthLimit {
    private static final long PIECE = 16 << 10;
    /** Shorter waits are accumulated, because systems sleep longer than requested. */
    private static final Duration MIN_WAIT = Duration.ofMillis(10);

    private final long bytesPerSecond;
    private final Clock clock;
    private final Sleeper sleeper;
    /** How long the bytes taken so far keep the line busy. */
    private Duration backlog = Duration.ZERO;

    private Instant last;

    /** @param bytesPerSecond null or not positive for no limit */
    public BandwidthLimit(@Nullable Long bytesPerSecond, Timing timing) {
        this.bytesPerSecond = bytesPerSecond == null ? 0 : bytesPerSecond;
        this.clock = timing.clock();
        this.sleeper = timing.sleeper();
        this.last = clock.instant();
    }

    /** The same body, written no faster than the limit allows. */
    public RequestBody applyTo(RequestBody body) {
        return bytesPerSecond <= 0 ? body : new FilteredBody(body, SlowSink::new);
    }

    /** Waits until the bytes before these are sent at the limited rate. */
    private void take(long bytes) throws IOException {
        Duration wait = enqueue(bytes);
        if (wait.compareTo(MIN_WAIT) < 0) {
            return;
        }
        try {
            sleeper.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Returns how long the bytes before these still need. Uses differences of time, so that setting the clock back does no harm. */
    private synchronized Duration enqueue(long bytes) {
        Instant now = clock.instant();
        Duration elapsed = Duration.between(last, now);
        last = now;
        if (elapsed.compareTo(backlog) >= 0) {
            backlog = Duration.ZERO;
        } else if (!elapsed.isNegative()) {
            backlog = backlog.minus(elapsed);
        }
        Duration wait = backlog;
        backlog = backlog.plusNanos(bytes * 1_000_000_000 / bytesPerSecond);
        return wait;
    }

    private final class SlowSink extends ForwardingSink {
        SlowSink(Sink sink) {
            super(sink);
        }

        @Override
        public void write(Buffer source, long byteCount) throws IOException {
            for (long left = byteCount; left > 0; ) {
                long piece = Math.min(PIECE, left);
                take(piece);
                super.write(source, piece);
                left -= piece;
            }
        }
    }
}
