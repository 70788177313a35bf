package io.powerx.publish.upload;

/**
 * Limits how many parts are in flight. A lost attempt halves the limit; as many successes in a row as the limit allows raise it by one.
 * Safe for use by many threads.
 */
final class AdaptiveLimit {
    /** How an attempt ended. */
    enum Result {
        SUCCEEDED,
        /** The network or the store is overloaded or broken. */
        LOST,
        /** Nothing that fewer parts in flight would change, such as an expired URL. */
        REFUSED
    }

    private final int most;
    private int limit;
    private int inFlight;
    private int successes;

    AdaptiveLimit(int most) {
        this.most = most;
        this.limit = most;
    }

    /** Waits until another part may go out. Each call is followed by one of {@link #release}. */
    synchronized void acquire() throws InterruptedException {
        while (inFlight >= limit) {
            wait();
        }
        inFlight++;
    }

    synchronized void release(Result result) {
        switch (result) {
            case SUCCEEDED -> {
                successes++;
                if (successes >= limit && limit < most) {
                    limit++;
                    successes = 0;
                }
            }
            case LOST -> {
                limit = Math.max(1, limit / 2);
                successes = 0;
            }
            case REFUSED -> {}
        }
        inFlight--;
        notifyAll();
    }

    synchronized int current() {
        return limit;
    }
}
