package io.powerx.publish.telemetry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.powerx.publish.io.PrivateFiles;
import io.powerx.publish.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Stores events on disk until an endpoint has accepted them, one file per event, so that neither a crash nor an unavailable endpoint
 * loses any. Several processes share a spool: each adds events at any time, and the one that holds the lock sends those of all.
 */
final class Spool {
    static final String EVENT = ".json";

    /** An event that is sent once its run knows that telemetry is on. */
    static final String HELD = ".held";

    /** The last event of a run that is still running, for the case that it is killed. */
    static final String RUN = ".run";

    private static final long MAX_EVENT_BYTES = 1 << 20;

    private final Path folder;
    private final Clock clock;

    private Spool(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Creates the folder, which is never removed, so that no process adds to a folder that another one removes. */
    static Spool in(Path folder, Clock clock) throws IOException {
        PrivateFiles.createDirectory(folder);
        return new Spool(folder, clock);
    }

    Path folder() {
        return folder;
    }

    /** The name by which files are sorted: the oldest event first, those of a run in their order. */
    Path fileOf(TelemetryEvent event) {
        return folder.resolve(
                String.format("%015d-%04d-%s", event.time().toEpochMilli(), event.sequence(), event.eventId()) + EVENT);
    }

    /** @throws JacksonException if the file is damaged */
    static TelemetryEvent read(Path file) throws IOException {
        if (Files.size(file) > MAX_EVENT_BYTES) {
            throw JsonMappingException.from((JsonParser) null, "it is too large");
        }
        return parse(Files.readAllBytes(file));
    }

    /** @throws JacksonException if this is not an event */
    static TelemetryEvent parse(byte[] json) throws IOException {
        TelemetryEvent event = Json.mapper().readValue(json, TelemetryEvent.class);
        if (event == null) {
            throw JsonMappingException.from((JsonParser) null, "it is null");
        }
        return event;
    }

    /** Stores the first event of a run, which is not sent before {@link #release}. */
    void hold(TelemetryEvent first) throws IOException {
        PrivateFiles.write(heldOf(first.runId()), Json.write(first));
    }

    /** Lets the first event of a run be sent, if it is held. */
    void release(UUID run) throws IOException {
        Path held = heldOf(run);
        try {
            move(held, fileOf(read(held)));
        } catch (NoSuchFileException releasedBefore) {
            return;
        } catch (JacksonException damaged) {
            // The number of the run's last event shows that one is missing.
            Files.deleteIfExists(held);
        }
    }

    void forget(UUID run) throws IOException {
        Files.deleteIfExists(heldOf(run));
    }

    private Path heldOf(UUID run) {
        return folder.resolve(run + HELD);
    }

    /** Moves a file if it is still there; it is not if another process has moved it. */
    static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException movedByAnotherProcess) {
            return;
        }
    }

    /** Locks the spool to send its events; empty if another process does so. */
    Optional<SpoolSession> tryOpen() throws IOException {
        return LockedFile.tryLock(folder.resolve("lock")).map(lock -> new SpoolSession(this, lock, clock));
    }

    /** The files with that ending, oldest first. */
    List<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            // Opening a named pipe would wait for its writer.
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }
}
