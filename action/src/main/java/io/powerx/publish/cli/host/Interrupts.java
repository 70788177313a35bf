package io.powerx.publish.cli.host;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** On SIGINT and SIGTERM, interrupts the working thread and gives it a few seconds to complete its journal and receipt. */
public final class Interrupts {
    private static final int EXIT_CODE = 130;

    /** A GitHub runner sends SIGTERM 7.5 s after SIGINT and kills 2.5 s later. The property is for machines that are too busy for that. */
    private static final long GRACE_SECONDS = Long.getLong("px.grace.seconds", 5);

    private final Thread worker;
    private final CountDownLatch finished = new CountDownLatch(1);

    private Interrupts(Thread worker) {
        this.worker = worker;
    }

    /** Interrupts that thread once the process receives a signal. */
    public static Interrupts watch(Thread worker) {
        Interrupts interrupts = new Interrupts(worker);
        Runtime.getRuntime().addShutdownHook(new Thread(interrupts::stop, "px-interrupt"));
        return interrupts;
    }

    /** Ends the watch, because the work is done. */
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
