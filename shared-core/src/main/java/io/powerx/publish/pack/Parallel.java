package io.powerx.publish.pack;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

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
        int count = Math.min(count(), inputs.size());
        if (count == 0) {
            return List.of();
        }
        ExecutorService threads = threads(count);
        try {
            Mapping<T, R> mapping = new Mapping<>(inputs, step);
            for (Future<?> worker : threads.invokeAll(Collections.nCopies(count, mapping))) {
                get(worker);
            }
            return mapping.results();
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Inputs that several threads take one by one, in their order. After a failure, no further ones are taken. */
    private static final class Mapping<T, R> implements Callable<@Nullable Void> {
        private final List<T> inputs;
        private final Step<T, R> step;
        private final AtomicInteger next = new AtomicInteger();
        /** A result or a {@link Failure} for each input that was taken. */
        private final Object[] outcomes;

        private record Failure(Exception cause) {}

        Mapping(List<T> inputs, Step<T, R> step) {
            this.inputs = inputs;
            this.step = step;
            this.outcomes = new Object[inputs.size()];
        }

        @Override
        public @Nullable Void call() {
            for (int i = next.getAndIncrement(); i < outcomes.length; i = next.getAndIncrement()) {
                try {
                    outcomes[i] = Objects.requireNonNull(step.apply(inputs.get(i)));
                } catch (IOException | RuntimeException e) {
                    outcomes[i] = new Failure(e);
                    next.set(outcomes.length);
                }
            }
            return null;
        }

        /** In the order of the inputs. */
        @SuppressWarnings("unchecked")
        List<R> results() throws IOException {
            for (Object outcome : outcomes) {
                if (outcome instanceof Failure failure) {
                    throw thrown(failure.cause());
                }
            }
            return (List<R>) List.of(outcomes);
        }
    }

    /** The result of a task; throws the task's own exception if it failed. */
    public static <R> R get(Future<R> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw thrown(e.getCause());
        }
    }

    private static RuntimeException thrown(@Nullable Throwable cause) throws IOException {
        if (cause instanceof IOException io) {
            throw io;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(cause);
    }

    /** Sets the thread's interrupt flag again, so that callers stop too. */
    public static PublishException interrupted() {
        Thread.currentThread().interrupt();
        return PublishException.of(ErrorCode.INTERRUPTED, "read the project's files", "the publish was interrupted");
    }
}
