package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.secret.ForeignText;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The reviews of one endpoint, for the pages and for steps that wait. Those that are due are requested one after the other, the one that has
 * waited longest first. A failure of the endpoint ends the round and delays the next one, instead of failing for each review.
 */
final class EndpointReviews {
    private static final Logger LOGGER = Logger.getLogger(EndpointReviews.class.getName());
    /** Delays in milliseconds of the next round after a failure of the endpoint; doubled each time. */
    private static final long FIRST_DELAY = TimeUnit.SECONDS.toMillis(50);

    private static final long MAX_DELAY = TimeUnit.MINUTES.toMillis(10);
    private static final int MAX_TEXT = 500;

    private final String name;
    private final ReviewWatches watches;
    private final PriorityQueue<ReviewRefresh.Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(ReviewRefresh.Due::since));
    private final Set<ReleaseSummary> queued = Collections.newSetFromMap(new IdentityHashMap<>());
    /** Delays in milliseconds of versions whose last request was a server error. Used only in a round, and there is one at a time. */
    private final Map<String, Long> delays = new HashMap<>();

    private boolean running;
    private volatile long notBefore;
    private volatile long delay;
    private volatile String downReason = "";

    @CheckForNull
    private volatile Instant downSince;

    EndpointReviews(String name, ReviewWatches watches) {
        this.name = name;
        this.watches = watches;
    }

    @CheckForNull
    Instant downSince() {
        return downSince;
    }

    /**
     * Adds reviews to those that are due.
     *
     * @param urgent whether to request them even if the endpoint failed a short time ago
     * @return whether the caller has to run a {@link #round}, which no thread runs yet
     */
    boolean add(List<ReviewRefresh.Due> due, boolean urgent) {
        if (!urgent && System.currentTimeMillis() < notBefore) {
            due.forEach(this::reportDown);
            return false;
        }
        synchronized (queue) {
            for (ReviewRefresh.Due review : due) {
                if (queued.add(review.key())) {
                    queue.add(review);
                }
            }
            boolean idle = !running && !queue.isEmpty();
            running |= idle;
            return idle;
        }
    }

    /** Gives up a round that {@link #add} asked for. */
    void skip() {
        synchronized (queue) {
            running = false;
            queue.clear();
            queued.clear();
        }
    }

    /** Requests the reviews that are due, and those that become due meanwhile. */
    void round() {
        boolean complete = false;
        try (ReviewRound round = new ReviewRound(watches, delays, this::succeeded)) {
            for (ReviewRefresh.Due review = next(); review != null; review = next()) {
                try {
                    round.refresh(review);
                } catch (PublishException e) {
                    throw e;
                } catch (IOException | RuntimeException e) {
                    // Such as credentials that cannot be decrypted: the others must not wait behind it.
                    round.postpone(review);
                    LOGGER.log(Level.WARNING, e, () -> "Could not request or save a review of " + name);
                }
            }
            complete = true;
            round.requireAnswer();
        } catch (PublishException e) {
            failed(e);
        } finally {
            if (!complete) {
                skip();
            }
        }
    }

    @CheckForNull
    private ReviewRefresh.Due next() {
        synchronized (queue) {
            ReviewRefresh.Due next = queue.poll();
            if (next == null) {
                running = false;
            } else {
                queued.remove(next.key());
            }
            return next;
        }
    }

    private void failed(PublishException failure) {
        delay = longer(delay);
        notBefore = System.currentTimeMillis() + delay;
        downReason = ForeignText.oneLine(failure.getMessage(), MAX_TEXT);
        if (downSince == null) {
            downSince = Instant.now();
            LOGGER.log(Level.WARNING, "The reviews of {0} cannot be requested: {1}", new Object[] {name, downReason});
        }
    }

    /** The delay in milliseconds after another failure. */
    static long longer(long delay) {
        return Math.min(MAX_DELAY, delay == 0 ? FIRST_DELAY : 2 * delay);
    }

    private void reportDown(ReviewRefresh.Due due) {
        ReviewWatch watch = due.watch();
        if (watch != null && downSince != null) {
            watch.unreachable(downReason);
        }
    }

    private void succeeded() {
        delay = 0;
        if (downSince != null) {
            downSince = null;
            LOGGER.log(Level.INFO, "The reviews of {0} can be requested again", name);
        }
    }
}
