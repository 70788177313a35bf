package io.powerx.publish.upload;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The threads of one upload. The first failure ends them all. */
final class UploadWorkers {
    private static final long TICK_MILLIS = 200;
    private static final long STOP_SECONDS = 5;

    private final UploadPlan plan;
    private final UploadContext context;
    private final UploadControl control;
    private final int workers;
    private final Queue<PartSlice> waiting;
    private final Map<PartSlice, String> etags = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final CountDownLatch running;

    UploadWorkers(UploadPlan plan, UploadContext context, UploadControl control, int concurrency) {
        this.plan = plan;
        this.context = context;
        this.control = control;
        this.waiting = new ConcurrentLinkedQueue<>(plan.all());
        this.workers = Math.min(concurrency, waiting.size());
        this.running = new CountDownLatch(workers);
    }

    /**
     * Sends all parts.
     *
     * @param tick called on this thread about five times a second, and once at the end
     * @param tooLate whether the deadline has passed
     */
    void run(Runnable tick, BooleanSupplier tooLate) {
        tick.run();
        if (workers == 0) {
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(workers, task -> {
            Thread thread = new Thread(task, "px-upload");
            thread.setDaemon(true);
            return thread;
        });
        boolean interrupted = false;
        try {
            for (int worker = 0; worker < workers; worker++) {
                threads.execute(this::workerLoop);
            }
            while (failure.get() == null && !running.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                tick.run();
                if (tooLate.getAsBoolean()) {
                    fail(error(ErrorCode.DEADLINE_EXCEEDED, "the deadline has passed", null));
                }
            }
        } catch (InterruptedException e) {
            interrupted = true;
            fail(error(ErrorCode.INTERRUPTED, "the publish was interrupted", e));
        } finally {
            stop(threads, interrupted);
        }
        tick.run();
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    /** The etags of each artifact's parts in order. */
    Map<String, List<String>> etags() {
        Map<String, List<String>> ordered = new LinkedHashMap<>();
        plan.slices()
                .forEach((artifact, parts) ->
                        ordered.put(artifact, parts.stream().map(etags::get).toList()));
        return ordered;
    }

    private void workerLoop() {
        try {
            for (PartSlice slice = waiting.poll(); slice != null && failure.get() == null; slice = waiting.poll()) {
                PartUpload.Stored stored = new PartUpload(context, slice).run();
                etags.put(slice, stored.etag());
                if (stored.sent()) {
                    control.stored(slice.artifact(), slice.number(), stored.etag(), stored.sha256());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            fail(e);
        } catch (Error e) {
            fail(new IllegalStateException("an upload worker failed: " + e, e));
            throw e;
        } finally {
            running.countDown();
        }
    }

    private void fail(RuntimeException e) {
        failure.compareAndSet(null, e);
    }

    /** Interrupts the threads and waits for them, so that nothing is written to the journal afterwards. */
    private void stop(ExecutorService threads, boolean interruptedBefore) {
        threads.shutdownNow();
        boolean interrupted = interruptedBefore;
        try {
            threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static PublishException error(ErrorCode code, String found, @Nullable Throwable cause) {
        return PublishException.of(code, "upload the artifacts", found).causedBy(cause);
    }
}
