package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import jenkins.util.Timer;

/** The steps that wait for a review, which a timer looks at every second as long as there are any. */
final class ReviewWatches {
    private final Map<Release, ReviewWatch> watches = Collections.synchronizedMap(new IdentityHashMap<>());
    private final Runnable tick;

    @CheckForNull
    private ScheduledFuture<?> timer;

    /** @param tick runs every second, on a thread of Jenkins' timer */
    ReviewWatches(Runnable tick) {
        this.tick = tick;
    }

    /** Adds a wait, which is removed at its end. */
    void add(ReviewWatch watch) {
        watches.put(watch.release, watch);
        watch.end.whenComplete((end, failure) -> {
            watches.remove(watch.release, watch);
            schedule();
        });
        schedule();
    }

    List<ReviewWatch> all() {
        synchronized (watches) {
            return new ArrayList<>(watches.values());
        }
    }

    /** The wait for a release; null if no step waits for it. */
    @CheckForNull
    ReviewWatch of(Release release) {
        return watches.get(release);
    }

    private synchronized void schedule() {
        ScheduledFuture<?> running = timer;
        if (watches.isEmpty()) {
            if (running != null) {
                running.cancel(false);
                timer = null;
            }
        } else if (running == null || running.isDone()) {
            timer = Timer.get().scheduleWithFixedDelay(tick, 0, 1, TimeUnit.SECONDS);
        }
    }
}
