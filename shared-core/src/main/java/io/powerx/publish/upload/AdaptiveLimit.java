package io.powerx.publish.upload;

/** How many parts may be in flight: half as many after a loss, one more after as many successes in a row as are allowed. */
final class AdaptiveLimit {
    private final int most;
    private int limit;
    private int inFlight;
    private int successes;

    AdaptiveLimit(int most) {
        this.most = most;
        this.limit = most;
    }

    synchronized void acquire() throws InterruptedException {
        while (inFlight >= limit) {
            wait();
        }
        inFlight++;
    }

    synchronized void succeeded() {
        successes++;
        if (successes >= limit && limit < most) {
            limit++;
            successes = 0;
        }
        leave();
    }

    synchronized void lost() {
        limit = Math.max(1, limit / 2);
        successes = 0;
        leave();
    }

    /** Neither a success nor a loss, such as an expired URL. */
    synchronized void refused() {
        leave();
    }

    synchronized int current() {
        return limit;
    }

    private void leave() {
        inFlight--;
        notifyAll();
    }
}
