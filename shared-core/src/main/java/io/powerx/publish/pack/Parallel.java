package io.powerx.publish.pack;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Distributes work over the cores. Results are in the order of the input. */
public final class Parallel {
    /** A step that reads files. */
    @FunctionalInterface
    public interface Step<T, R> {
        R apply(T input) throws IOException;
    }

    /** More threads need more memory, and disks do not deliver more data. */
    private static final int MAX_THREADS = 16;

    private Parallel() {}

    public static int count() {
        return Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    }

    /** A pool of daemon threads; the caller shuts it down. */
    public static ExecutorService threads() {
        return threads(count());
    }

    /** A pool of {@code count} daemon threads; the caller shuts it down. */
    public static ExecutorService threads(int count) {
        return Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "px-pack");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Applies a step to every input.
     *
     * @throws IOException the failure of the first input that failed
     * @throws PublishException {@link ErrorCode#INTERRUPTED}, or what a step threw
     */
    public static <T, R> List<R> map(List<T> inputs, Step<T, R> step) throws IOException {
        ExecutorService threads = threads();
        try {
            List<Callable<R>> calls = new ArrayList<>(inputs.size());
            inputs.forEach(input -> calls.add(() -> step.apply(input)));
            List<R> results = new ArrayList<>(inputs.size());
            for (Future<R> future : threads.invokeAll(calls)) {
                results.add(get(future));
            }
            return results;
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            threads.shutdownNow();
        }
    }

    /** The result of a task; throws the task's own exception if it failed. */
    public static <R> R get(Future<R> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof IOException io) {
                throw io;
            }
            if (cause instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(cause);
        }
    }

    /** Sets the thread's interrupt flag again, so that callers stop too. */
    public static PublishException interrupted() {
        Thread.currentThread().interrupt();
        return PublishException.of(ErrorCode.INTERRUPTED, "read the project's files", "the publish was interrupted");
    }
}
