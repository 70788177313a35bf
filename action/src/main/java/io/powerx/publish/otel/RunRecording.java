package io.powerx.publish.otel;

import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.marketplace.TraceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a run did and when, until it has ended and its spans can be sent. Thread-safe. */
public final class RunRecording implements PublishListener {
    /** A large package has some thousand parts. */
    private static final int MAX_EVENTS = 20_000;

    private final Clock clock;
    private final TraceContext trace;
    private final String parent;
    private final Instant begin;
    private final List<Timed> events = new ArrayList<>();

    /** An event and the time at which it was reported. */
    record Timed(Instant time, PublishEvent event) {}

    /**
     * Begins a recording.
     *
     * @param trace of the run, below the span that represents it
     * @param parent the span of the CI that the run is a part of; blank for none
     */
    public RunRecording(Clock clock, TraceContext trace, String parent) {
        this.clock = clock;
        this.trace = trace;
        this.parent = parent;
        this.begin = clock.instant();
    }

    @Override
    public synchronized void on(PublishEvent event) {
        boolean recorded = event instanceof PublishEvent.TargetStarted
                || event instanceof PublishEvent.StageStarted
                || event instanceof PublishEvent.StageFinished
                || event instanceof PublishEvent.StageSkipped
                || event instanceof PublishEvent.RequestAttempt
                || event instanceof PublishEvent.Failed;
        if (recorded && events.size() < MAX_EVENTS) {
            events.add(new Timed(clock.instant(), event));
        }
    }

    /** The trace of the run. */
    public TraceContext trace() {
        return trace;
    }

    String parent() {
        return parent;
    }

    Instant begin() {
        return begin;
    }

    Instant now() {
        return clock.instant();
    }

    synchronized List<Timed> events() {
        return List.copyOf(events);
    }
}
