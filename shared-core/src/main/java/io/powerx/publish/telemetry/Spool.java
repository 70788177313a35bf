package io.powerx.publish.telemetry;

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
 * Events on the disk until the endpoint has taken them: a file each, written before anything is sent, so that neither a crash nor an
 * endpoint that is down loses any. Bounded in number and age. Several processes may share one.
 */
final class Spool {
    private static final int MOST_FILES = 1_000;
    private static final Duration LONGEST = Duration.ofDays(30);
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

    /** The oldest events, at most a batch of them; what is too old or unreadable is gone afterwards. */
    List<Spooled> oldest() throws IOException {
        List<Path> files = files();
        for (Path surplus : files.subList(0, Math.max(0, files.size() - MOST_FILES))) {
            Files.deleteIfExists(surplus);
        }
        List<Spooled> events = new ArrayList<>();
        for (Path file : files) {
            if (events.size() == TelemetryBatch.MOST_EVENTS) {
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

    /** Removes folders without events, this one and those of other endpoints, and what has waited too long in them. */
    void tidy() throws IOException {
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

    /** Whether it is gone: another process may be writing there. */
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
        return written.toInstant().isBefore(clock.instant().minus(LONGEST));
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
        } catch (com.fasterxml.jackson.core.JacksonException unreadable) {
            Files.deleteIfExists(file);
        }
    }
}
