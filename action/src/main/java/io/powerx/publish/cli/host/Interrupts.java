package io.powerx.publish.cli.host;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** On SIGINT and SIGTERM, interrupts the working thread and gives it a few seconds to complete its journal and receipt. */
public final class Interrupts {
    private static final int INTERRUPTED = 130;

    /** A GitHub runner sends SIGTERM 7.5 s after SIGINT and kills 2.5 s later. The property is for machines that are too busy for that. */
    private static final long GRACE_SECONDS = Long.getLong("px.grace.seconds", 5);

    /** The longest time for the report of a command that does not end. */
    private static final long REPORT_MILLIS = 1_000;

    private final Thread worker;
    private final Runnable abandoned;
    private final CompletableFuture<Integer> finished = new CompletableFuture<>();

    private Interrupts(Thread worker, Runnable abandoned) {
        this.worker = worker;
        this.abandoned = abandoned;
    }

    /**
     * Interrupts that thread once the process receives a signal.
     *
     * @param abandoned reports, in another thread, that the work has not ended in time; the process ends then
     */
    public static Interrupts watch(Thread worker, Runnable abandoned) {
        Interrupts interrupts = new Interrupts(worker, abandoned);
        Runtime.getRuntime().addShutdownHook(new Thread(interrupts::stop, "px-interrupt"));
        return interrupts;
    }

    /**
     * Ends the watch, because the work is done.
     *
     * @param exitCode of the work, which the process ends with even if a signal arrives now
     */
    public void finished(int exitCode) {
        finished.complete(exitCode);
    }

    private void stop() {
        if (finished.isDone()) {
            return;
        }
        worker.interrupt();
        int exitCode = INTERRUPTED;
        try {
            exitCode = finished.get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            report();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }

    /** The report may wait for a lock of the work, or for a full pipe. */
    private void report() {
        Thread report = new Thread(abandoned, "px-abandoned");
        report.setDaemon(true);
        report.start();
        try {
            report.join(REPORT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
