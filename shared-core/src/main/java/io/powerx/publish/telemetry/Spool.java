package io.powerx.publish.telemetry;

import com.fasterxml.jackson.core.JacksonException;
import io.powerx.publish.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Stores events on disk until the endpoint has accepted them. Each event is written to a file before it is sent, so
 * that a crash or an unavailable endpoint loses no events. The number and age of events are limited. Several
 * processes may share a spool.
 */
final class Spool {
    private static final int MAX_FILES = 1_000;
    private static final Duration MAX_AGE = Duration.ofDays(30);
    private static final String SUFFIX = ".json";

    private final Path folder;
    private final Clock clock;

    Spool(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    record Spooled(Path file, TelemetryEvent event) {}

    void add(TelemetryEvent event) throws IOException {
        try {
            write(event);
        } catch (NoSuchFileException removedByAnotherProcess) {
            write(event);
        }
    }

    private void write(TelemetryEvent event) throws IOException {
        Files.createDirectories(folder);
        String name = String.format("%015d-%04d-%s", clock.millis(), event.sequence(), event.eventId());
        Path temporary = folder.resolve(name + ".tmp");
        Files.writeString(temporary, Json.write(event), StandardCharsets.UTF_8);
        Files.move(temporary, folder.resolve(name + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns the oldest events, at most one batch, and deletes events that are too old or unreadable. */
    List<Spooled> oldest() throws IOException {
        List<Path> files = files();
        for (Path surplus : files.subList(0, Math.max(0, files.size() - MAX_FILES))) {
            Files.deleteIfExists(surplus);
        }
        List<Spooled> events = new ArrayList<>();
        for (Path file : files) {
            if (events.size() == TelemetryBatch.MAX_EVENTS) {
                break;
            }
            read(file, events);
        }
        return events;
    }

    void remove(List<Spooled> sent) throws IOException {
        for (Spooled event : sent) {
            Files.deleteIfExists(event.file());
        }
    }

    /** Deletes events that are too old, then empty folders, both for this endpoint and for others. */
    void cleanUp() throws IOException {
        Path all = folder.toAbsolutePath().getParent();
        if (all == null || !Files.isDirectory(all)) {
            return;
        }
        List<Path> folders;
        try (Stream<Path> siblings = Files.list(all)) {
            folders = siblings.filter(Files::isDirectory).toList();
        }
        for (Path each : folders) {
            Spool spool = new Spool(each, clock);
            for (Path file : spool.files()) {
                if (spool.isTooOld(file)) {
                    Files.deleteIfExists(file);
                }
            }
            if (spool.files().isEmpty()) {
                spool.remove();
            }
        }
    }

    /** Returns false if another process has added an event. */
    private boolean remove() throws IOException {
        try {
            return Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException anotherProcessWrites) {
            return false;
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    private boolean isTooOld(Path file) throws IOException {
        FileTime written = Files.getLastModifiedTime(file);
        return written.toInstant().isBefore(clock.instant().minus(MAX_AGE));
    }

    private void read(Path file, List<Spooled> events) throws IOException {
        try {
            if (isTooOld(file)) {
                Files.deleteIfExists(file);
            } else {
                events.add(new Spooled(file, Json.mapper().readValue(Files.readAllBytes(file), TelemetryEvent.class)));
            }
        } catch (NoSuchFileException takenByAnotherProcess) {
            return;
        } catch (JacksonException unreadable) {
            Files.deleteIfExists(file);
        }
    }
}
