package io.powerx.publish.cli.report;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work in the background that the end of a command waits for, for a limited time. Does not keep the process alive. */
final class BoundedTask<T> {
    private final FutureTask<T> task;
    private final long deadline;

    private BoundedTask(FutureTask<T> task, long deadline) {
        this.task = task;
        this.deadline = deadline;
    }

    /** Starts the work; the limit counts from now. */
    static <T> BoundedTask<T> start(String threadName, Duration limit, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, threadName);
        thread.setDaemon(true);
        long deadline = System.nanoTime() + limit.toNanos();
        thread.start();
        return new BoundedTask<>(task, deadline);
    }

    /**
     * Waits for the result until the limit, even on an interrupted thread, which stays interrupted.
     *
     * @return empty if there is none in time; the work is then interrupted
     * @throws ExecutionException if the work failed
     */
    Optional<T> await() throws ExecutionException {
        boolean interrupted = Thread.interrupted();
        try {
            return Optional.of(task.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            task.cancel(true);
            return Optional.empty();
        } catch (InterruptedException e) {
            interrupted = true;
            return Optional.empty();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
