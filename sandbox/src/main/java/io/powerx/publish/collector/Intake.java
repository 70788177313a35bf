package io.powerx.publish.collector;

import io.powerx.publish.sandbox.http.ProblemException;
import io.powerx.publish.sandbox.telemetry.TelemetryStore;
import io.powerx.publish.sandbox.telemetry.TelemetryStore.Answer;
import io.powerx.publish.sandbox.telemetry.TelemetryStore.Batch;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Stores the batches that arrive at the same time in one transaction. All batches change the same counters, so separate
 * transactions would wait for each other, each for the disk.
 */
final class Intake implements AutoCloseable {
    private static final int MAX_WAITING = 1_000;
    private static final int MAX_PER_TRANSACTION = 50;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final TelemetryStore store;
    private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread writer = new Thread(this::write, "collector-intake");
    private volatile boolean closed;

    private record Waiting(Batch batch, CompletableFuture<Answer> answer) {}

    private Intake(TelemetryStore store) {
        this.store = store;
    }

    static Intake start(TelemetryStore store) {
        Intake intake = new Intake(store);
        intake.writer.setDaemon(true);
        intake.writer.start();
        return intake;
    }

    /**
     * Waits until the batch is stored.
     *
     * @throws ProblemException 503 if too many batches are waiting, or if the database cannot store it
     */
    Answer accept(Batch batch) throws InterruptedException {
        Waiting waiting = new Waiting(batch, new CompletableFuture<>());
        if (closed || !queue.offer(waiting)) {
            throw later("More telemetry arrives than can be stored.");
        }
        try {
            return waiting.answer().get();
        } catch (ExecutionException e) {
            throw later("The database cannot store telemetry at the moment.");
        }
    }

    private static ProblemException later(String reason) {
        return ProblemException.of(503, "maintenance", reason).retryAfter(RETRY_AFTER);
    }

    private void write() {
        List<Waiting> together = new ArrayList<>();
        try {
            while (!closed) {
                together.add(queue.take());
                queue.drainTo(together, MAX_PER_TRANSACTION - 1);
                store(together);
                together.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closed = true;
            queue.drainTo(together);
            together.forEach(waiting -> waiting.answer().completeExceptionally(new IllegalStateException("closed")));
        }
    }

    private void store(List<Waiting> together) {
        try {
            List<Answer> answers =
                    store.accept(together.stream().map(Waiting::batch).toList());
            for (int i = 0; i < answers.size(); i++) {
                together.get(i).answer().complete(answers.get(i));
            }
        } catch (SQLException | RuntimeException e) {
            together.forEach(waiting -> waiting.answer().completeExceptionally(e));
        }
    }

    @Override
    public void close() {
        closed = true;
        writer.interrupt();
    }
}
