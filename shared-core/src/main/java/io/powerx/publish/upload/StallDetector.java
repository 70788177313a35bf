package io.powerx.publish.upload;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.Call;
import okhttp3.EventListener;

/**
 * Gives up calls whose body is out and whose reply does not come to an end. The client's own timeouts act on single reads, which a
 * reply that drips byte by byte never misses. Measures with the machine's ticks, as those timeouts do.
 */
final class StallDetector extends EventListener {
    private final long limitNanos;
    private final Map<Call, Long> waiting = new ConcurrentHashMap<>();

    StallDetector(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /** Called now and then. */
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
