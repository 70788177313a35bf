package io.powerx.publish.telemetry;

import com.fasterxml.jackson.core.JacksonException;
import io.powerx.publish.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The trace of a running run: a locked file with the event that reports the run if it is killed. When the run ends, the file becomes its
 * last event; when the process dies, the lock is released and the next process makes it an event. So every run has one last event.
 */
final class RunTrace {
    private final Spool spool;
    private final Path path;
    private final LockedFile file;

    private RunTrace(Spool spool, Path path, LockedFile file) {
        this.spool = spool;
        this.path = path;
        this.file = file;
    }

    /** @param ifKilled the event that reports the run if nothing more is written */
    static RunTrace begin(Spool spool, TelemetryEvent ifKilled) throws IOException {
        Path path = spool.folder().resolve(ifKilled.runId() + Spool.RUN);
        RunTrace trace = new RunTrace(spool, path, LockedFile.create(path));
        trace.update(ifKilled);
        return trace;
    }

    void update(TelemetryEvent ifKilled) throws IOException {
        file.write(Json.write(ifKilled));
    }

    /** Makes the trace the run's last event, in one step. */
    void end(TelemetryEvent last) throws IOException {
        update(last);
        file.close();
        Spool.move(path, spool.fileOf(last));
    }

    /** Ends without an event. */
    void discard() throws IOException {
        Files.deleteIfExists(path);
        file.close();
    }

    /** Stops without an outcome: the next process reports the run as killed. */
    void abandon() throws IOException {
        file.close();
    }

    /**
     * Makes the trace of a dead process an event.
     *
     * @return the run's last event; empty if the process is alive, or if another one has done this
     * @throws JacksonException if the file cannot be read
     */
    static Optional<TelemetryEvent> adopt(Spool spool, Path path) throws IOException {
        Optional<LockedFile> dead = LockedFile.tryLockAbandoned(path);
        if (dead.isEmpty()) {
            return Optional.empty();
        }
        String text;
        try (LockedFile file = dead.get()) {
            text = file.read();
        }
        if (text.isEmpty()) {
            // Its process has created the file and not written it yet, or was killed in between.
            return Optional.empty();
        }
        TelemetryEvent last = Spool.parse(text.getBytes(StandardCharsets.UTF_8));
        spool.release(last.runId());
        Spool.move(path, spool.fileOf(last));
        return Optional.of(last);
    }
}
