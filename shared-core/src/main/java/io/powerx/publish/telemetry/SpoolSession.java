package io.powerx.publish.telemetry;

import com.fasterxml.jackson.core.JacksonException;
import io.powerx.publish.io.PrivateFiles;
import io.powerx.publish.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Exclusive access to the events of a spool, to send and remove them. Counts every event that is removed without having been sent. */
final class SpoolSession implements AutoCloseable {
    /** The file with the batch that was accepted last. */
    static final String SENT = "sent";

    static final int MAX_FILES = 1_000;
    static final Duration MAX_AGE = Duration.ofDays(30);

    /** The longest time for which an endpoint can ask not to be sent anything. */
    static final Duration MAX_PAUSE = Duration.ofHours(1);

    private final Spool spool;
    private final LockedFile lock;
    private final Clock clock;
    private SpoolState state;

    record Spooled(Path file, TelemetryEvent event) {}

    SpoolSession(Spool spool, LockedFile lock, Clock clock) {
        this.spool = spool;
        this.lock = lock;
        this.clock = clock;
        this.state = SpoolState.read(spool.folder());
    }

    private void write(SpoolState changed) throws IOException {
        state = changed;
        changed.write(spool.folder());
    }

    /** Reports the runs of dead processes, and drops events that are too old or too many, the oldest first. */
    void tidy() throws IOException {
        for (Path run : spool.files(Spool.RUN)) {
            try {
                RunTrace.adopt(spool, run);
            } catch (JacksonException damaged) {
                drop(run);
            }
        }
        List<Path> files = spool.files(Spool.EVENT);
        int surplus = files.size() - MAX_FILES;
        for (int i = 0; i < files.size(); i++) {
            if (i < surplus || isTooOld(files.get(i))) {
                drop(files.get(i));
            }
        }
        for (String leftover : List.of(Spool.RUN, Spool.HELD, ".tmp")) {
            for (Path file : spool.files(leftover)) {
                if (isTooOld(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Returns the oldest events, at most that many. Files that cannot be read, for example those of another user, are left out. */
    List<Spooled> oldest(int count) throws IOException {
        List<Spooled> events = new ArrayList<>();
        for (Path file : spool.files(Spool.EVENT)) {
            if (events.size() == count) {
                break;
            }
            try {
                events.add(new Spooled(file, Spool.read(file)));
            } catch (JacksonException damaged) {
                drop(file);
            } catch (IOException unreadable) {
                // Dropped once it is too old. It must not hold up the others.
            }
        }
        return events;
    }

    /** Keeps the batch that was accepted last, so that users can see what was sent. */
    void sent(TelemetryBatch batch) throws IOException {
        PrivateFiles.write(spool.folder().resolve(SENT), Json.write(batch));
    }

    /** Removes events that were delivered. */
    void remove(Collection<Spooled> delivered) throws IOException {
        for (Spooled event : delivered) {
            Files.deleteIfExists(event.file());
        }
    }

    /** Removes an event that is never delivered. */
    void drop(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            write(new SpoolState(state.dropped() + 1, state.endpoint(), state.pausedUntil()));
        }
    }

    /** Events that were dropped and not reported yet. */
    long dropped() {
        return state.dropped();
    }

    void reported(long dropped) throws IOException {
        if (dropped > 0) {
            write(new SpoolState(state.dropped() - dropped, state.endpoint(), state.pausedUntil()));
        }
    }

    void pause(URI endpoint, Duration asked) throws IOException {
        Duration pause = asked.compareTo(MAX_PAUSE) > 0 ? MAX_PAUSE : asked;
        write(new SpoolState(state.dropped(), endpoint, clock.instant().plus(pause)));
    }

    /** Whether this endpoint asked not to be sent anything now. */
    boolean isPaused(URI endpoint) {
        Instant until = state.pausedUntil();
        Instant now = clock.instant();
        return until != null
                && endpoint.equals(state.endpoint())
                && now.isBefore(until)
                && until.isBefore(now.plus(MAX_PAUSE).plusSeconds(1));
    }

    private boolean isTooOld(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .isBefore(clock.instant().minus(MAX_AGE));
        } catch (NoSuchFileException endedMeanwhile) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
