package io.powerx.publish.upload;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.EventListener;

/**
 * Cancels calls whose body has been sent and whose reply does not complete in time. The client's own timeouts apply to single reads, and a
 * reply that arrives byte by byte never exceeds them. Uses the monotonic clock, as those timeouts do.
 */
final class StallDetector extends EventListener {
    private final long limitNanos;
    private final Map<Call, Long> waiting = new ConcurrentHashMap<>();

    StallDetector(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /** Cancels overdue calls; must be called a few times a second. */
    void check() {
        long now = System.nanoTime();
        waiting.forEach((call, since) -> {
            if (now - since > limitNanos) {
                call.cancel();
            }
        });
    }

    @Override
    public void requestBodyEnd(Call call, long byteCount) {
        waiting.put(call, System.nanoTime());
    }

    @Override
    public void callEnd(Call call) {
        waiting.remove(call);
    }

    @Override
    public void callFailed(Call call, IOException failure) {
        waiting.remove(call);
    }
}
