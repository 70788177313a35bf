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

    private final Thread worker;
    private final CompletableFuture<Integer> finished = new CompletableFuture<>();

    private Interrupts(Thread worker) {
        this.worker = worker;
    }

    /** Interrupts that thread once the process receives a signal. */
    public static Interrupts watch(Thread worker) {
        Interrupts interrupts = new Interrupts(worker);
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
            // The work did not end in time.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }
}
