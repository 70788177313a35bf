package io.powerx.publish.telemetry;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.secret.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The telemetry of one run, from its first line to its last: started, then succeeded or failed. It begins before the configuration is
 * known; its events are on disk at once and are sent once {@link #connect} has been called, by this run or by a later one. A run that ends
 * without an outcome, because its process was killed, is reported by the next one. Failures of telemetry never fail a run.
 */
public final class RunTelemetry implements AutoCloseable {
    /**
     * The longest time for which the end of a run waits for its reports. Canceled requests and the preparation of the reports take the rest
     * of the 2 s that a run may be delayed.
     */
    public static final Duration MAX_DELAY = Duration.ofMillis(1_600);

    /** The longest time that a request needs to end once it is canceled. */
    private static final Duration CANCELLATION = Duration.ofMillis(200);

    private static final Duration LOCK_POLL = Duration.ofMillis(10);

    private final @Nullable Spool spool;
    private final boolean temporary;
    private final Redactor redactor;
    private final Clock clock;
    private final EndDelay delay;
    private final RunEvents events;
    private final ExecutorService sender = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "px-publish-telemetry");
        thread.setDaemon(true);
        return thread;
    });

    private final List<RunTelemetry> targets = new ArrayList<>();

    private boolean finished;
    private @Nullable RunTrace trace;
    private RunFacts facts = RunFacts.NONE;
    private @Nullable TelemetryEvent last;
    private PublishListener listener = PublishListener.NONE;
    private @Nullable TelemetryClient client;
    private volatile long deadline = Long.MAX_VALUE;
    private volatile @Nullable String noted;
    private volatile boolean mayRefuse;

    private RunTelemetry(@Nullable Spool spool, boolean temporary, Redactor redactor, Clock clock, EndDelay delay) {
        this.delay = delay;
        this.spool = spool;
        this.temporary = temporary;
        this.redactor = redactor;
        this.clock = clock;
        this.events = new RunEvents(redactor, clock);
    }

    /**
     * Begins a run.
     *
     * @param folder the spool, which other runs share; null if there is none. Without a folder that can be written, events that this run
     *     cannot send are lost
     * @param redactor of the run; secrets that are added later are removed from later events
     */
    public static RunTelemetry begin(@Nullable Path folder, Redactor redactor, Clock clock) {
        return begin(folder, redactor, clock, new EndDelay(MAX_DELAY));
    }

    /**
     * Like {@link #begin(Path, Redactor, Clock)}.
     *
     * @param delay that all reports on the run share, instead of {@link #MAX_DELAY} for its telemetry alone
     */
    public static RunTelemetry begin(@Nullable Path folder, Redactor redactor, Clock clock, EndDelay delay) {
        RunTelemetry run = open(folder, redactor, clock, delay);
        if (run.begins() || folder == null) {
            return run;
        }
        // The disk is full or read-only. What can be sent at once is not lost.
        RunTelemetry unkept = open(null, redactor, clock, delay);
        unkept.begins();
        return unkept;
    }

    /**
     * Begins the run of one of several targets, which counts as a separate run. Its events are sent while this run continues, and closing
     * this run closes it, so that all targets together delay the end only once.
     *
     * @param folder as in {@link #begin(Path, Redactor, Clock)}
     */
    public RunTelemetry beginTarget(@Nullable Path folder) {
        RunTelemetry target = begin(folder, redactor, clock, delay);
        targets.add(target);
        return target;
    }

    private static RunTelemetry open(@Nullable Path folder, Redactor redactor, Clock clock, EndDelay delay) {
        try {
            Path place = folder == null ? Files.createTempDirectory("px-publish-telemetry") : folder;
            return new RunTelemetry(Spool.in(place, clock), folder == null, redactor, clock, delay);
        } catch (IOException e) {
            return off(redactor, clock, delay);
        }
    }

    /** A run that reports nothing, but knows its outcome. */
    public static RunTelemetry off(Redactor redactor, Clock clock) {
        return off(redactor, clock, new EndDelay(MAX_DELAY));
    }

    /**
     * Like {@link #off(Redactor, Clock)}.
     *
     * @param delay as in {@link #begin(Path, Redactor, Clock, EndDelay)}; the runs of targets need it
     */
    public static RunTelemetry off(Redactor redactor, Clock clock, EndDelay delay) {
        return new RunTelemetry(null, false, redactor, clock, delay);
    }

    /** A run without telemetry. */
    public static RunTelemetry none() {
        return off(new Redactor(), Clock.systemUTC());
    }

    /** Returns whether the start of the run could be recorded. */
    private boolean begins() {
        boolean[] recorded = {false};
        attempt(() -> {
            requireSpool().hold(events.started(facts));
            trace = RunTrace.begin(requireSpool(), events.killed(facts));
            recorded[0] = true;
        });
        return recorded[0];
    }

    /**
     * Sends the events of this run and those that earlier runs left.
     *
     * @param settings without an endpoint, telemetry is off and the run is forgotten
     * @param notes receives notes about telemetry
     */
    public synchronized void connect(
            TelemetrySettings settings, HttpSettings http, Client program, PublishListener notes) {
        if (spool == null || client != null) {
            return;
        }
        if (settings.endpoint() == null) {
            discard();
            return;
        }
        listener = notes;
        mayRefuse = settings.mayRefuse();
        attempt(() -> spool.release(events.runId()));
        client = new TelemetryClient(settings.endpoint(), settings.token(), program, http, delay.limit(), clock);
        flushSoon();
    }

    public synchronized boolean isConnected() {
        return client != null;
    }

    /** Forgets the run, for example because nothing is published. */
    public synchronized void discard() {
        RunTrace open = trace;
        if (open != null) {
            trace = null;
            attempt(() -> requireSpool().forget(events.runId()));
            attempt(open::discard);
        }
    }

    /** Records what is known, in case the process is killed. */
    public synchronized void update(RunFacts known) {
        facts = known;
        RunTrace open = trace;
        if (open != null) {
            attempt(() -> open.update(events.killed(facts)));
        }
    }

    /** @param status state of the version in the Marketplace */
    public synchronized void succeeded(RunFacts known, String status) {
        facts = known;
        end(events.succeeded(known, status));
    }

    /** Has no effect if the outcome is already known. */
    public synchronized void failed(RunFacts known, PublishException failure) {
        facts = known;
        failed(failure);
    }

    /** Like {@link #failed(RunFacts, PublishException)}, with what is known from {@link #update}. */
    public synchronized void failed(PublishException failure) {
        end(events.failed(facts, failure));
    }

    private void end(TelemetryEvent outcome) {
        if (last != null) {
            return;
        }
        last = outcome;
        RunTrace open = trace;
        if (open == null) {
            return;
        }
        trace = null;
        attempt(() -> requireSpool().release(events.runId()));
        attempt(() -> open.end(outcome));
        flushSoon();
    }

    /** The last event of the run, even if telemetry is off; empty if it has no outcome yet. */
    public synchronized Optional<TelemetryEvent> last() {
        return Optional.ofNullable(last);
    }

    private void flushSoon() {
        Spool shared = spool;
        TelemetryClient connected = client;
        if (shared != null && connected != null) {
            sender.execute(() -> flush(shared, connected));
        }
    }

    /** What the receipt records of this run, so that its events can be restored. */
    public Receipt.Run recorded(RunFacts known) {
        return events.recorded(known);
    }

    private void flush(Spool shared, TelemetryClient connected) {
        attempt(() -> {
            Optional<SpoolSession> session = shared.tryOpen();
            if (session.isPresent()) {
                send(session.get(), connected);
            }
        });
    }

    /** Waits for the process that is sending, which does not know the events that were added last. */
    private void flushLast(Spool shared, TelemetryClient connected) {
        attempt(() -> {
            Optional<SpoolSession> session = shared.tryOpen();
            while (session.isEmpty() && isInTime()) {
                Thread.sleep(LOCK_POLL.toMillis());
                session = shared.tryOpen();
            }
            if (session.isPresent()) {
                send(session.get(), connected);
            }
        });
    }

    private void send(SpoolSession session, TelemetryClient connected) throws IOException, InterruptedException {
        try (session) {
            session.tidy();
            Delivery delivery = new Delivery(session, connected, this::isInTime, this::note);
            delivery.run();
            delivery.failure().ifPresent(this::kept);
        }
    }

    /** Noted once for a run, which sends several times. A person has to correct what the endpoint rejects; everything else may work the next time. */
    private void kept(PublishException failure) {
        String found = failure.found();
        if (found.equals(noted)) {
            return;
        }
        noted = found;
        boolean needsPerson = failure.code() == ErrorCode.TELEMETRY_UNAUTHORIZED
                || (failure.code() == ErrorCode.TELEMETRY_INVALID && !mayRefuse);
        listener.on(new PublishEvent.Note(
                needsPerson ? PublishEvent.Note.Level.WARNING : PublishEvent.Note.Level.DEBUG,
                "telemetry is kept for the next run: " + found));
    }

    private boolean isInTime() {
        return System.nanoTime() < deadline;
    }

    /** Begins to send what is left, without waiting for it. The run accepts no further events. */
    public synchronized void finish() {
        if (finished) {
            return;
        }
        finished = true;
        RunTrace open = trace;
        if (open != null) {
            trace = null;
            attempt(open::abandon);
        }
        Spool shared = spool;
        TelemetryClient connected = client;
        if (shared != null && connected != null) {
            sender.execute(() -> flushLast(shared, connected));
        }
        sender.shutdown();
    }

    /** Waits briefly until the events are sent, also those of the runs of targets; later runs send the rest. Can be called again. */
    @Override
    public void close() {
        List<RunTelemetry> runs = new ArrayList<>(targets);
        runs.add(this);
        boolean interrupted = Thread.interrupted();
        try {
            runs.forEach(RunTelemetry::finish);
            runs.forEach(
                    run -> run.deadline = System.nanoTime() + delay.remaining().toNanos());
            for (RunTelemetry run : runs) {
                run.await();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            runs.forEach(RunTelemetry::cancel);
            EndDelay cancellation = new EndDelay(CANCELLATION);
            runs.forEach(run -> run.leave(cancellation.remaining()));
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void await() throws InterruptedException {
        if (!sender.awaitTermination(delay.remaining().toNanos(), TimeUnit.NANOSECONDS) && temporary) {
            note("telemetry events are lost, because there is no folder to keep them");
        }
    }

    private void cancel() {
        TelemetryClient connected = client;
        if (connected != null) {
            connected.close();
        }
    }

    private void leave(Duration patience) {
        attempt(() -> sender.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS));
        attempt(this::removeTemporary);
    }

    private void removeTemporary() throws IOException {
        if (!temporary || spool == null || Files.notExists(spool.folder())) {
            return;
        }
        try (Stream<Path> files = Files.list(spool.folder())) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(spool.folder());
    }

    private Spool requireSpool() throws IOException {
        if (spool == null) {
            throw new IOException("there is no spool");
        }
        return spool;
    }

    @FunctionalInterface
    private interface Action {
        void run() throws IOException, InterruptedException;
    }

    /** Files cannot be written on an interrupted thread, and the end of an interrupted run is reported as well. */
    private void attempt(Action action) {
        boolean interrupted = Thread.interrupted();
        try {
            action.run();
        } catch (IOException e) {
            note("a telemetry event cannot be kept: " + IoFailure.text(e));
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void note(String text) {
        listener.on(new PublishEvent.Note(PublishEvent.Note.Level.DEBUG, text));
    }
}
