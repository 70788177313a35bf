package io.powerx.publish.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends the process in order when it is told to stop (SIGINT, SIGTERM): the working thread is interrupted, and gets some seconds to leave
 * its journal and receipt whole.
 */
public final class Interrupts {
    private static final int EXIT_CODE = 130;

    /** A GitHub runner sends SIGTERM 7.5 s after SIGINT and kills 2.5 s later. */
    private static final long GRACE_SECONDS = 5;

    private final Thread worker;
    private final CountDownLatch finished = new CountDownLatch(1);

    private Interrupts(Thread worker) {
        this.worker = worker;
    }

    /** Watches over that thread from now on. */
    public static Interrupts watch(Thread worker) {
        Interrupts interrupts = new Interrupts(worker);
        Runtime.getRuntime().addShutdownHook(new Thread(interrupts::stop, "px-interrupt"));
        return interrupts;
    }

    /** The work is done; ending the process now is no interrupt. */
    public void finished() {
        finished.countDown();
    }

    private void stop() {
        if (finished.getCount() == 0) {
            return;
        }
        worker.interrupt();
        try {
            finished.await(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
