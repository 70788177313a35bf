package io.powerx.publish.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.json.Json;
import io.powerx.publish.receipt.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a spool contains, for the user who wants to see it. Reading changes nothing.
 *
 * @param events that wait to be sent, the oldest first
 * @param unfinished runs that have not ended; the next publish reports those whose process was killed
 * @param dropped events that were dropped, which the next batch reports
 * @param lastSent the batch that an endpoint accepted last, as it was sent; null if there is none
 */
public record SpoolContent(
        List<TelemetryEvent> events,
        int unfinished,
        long dropped,
        @Nullable JsonNode lastSent) {
    private static final SpoolContent EMPTY = new SpoolContent(List.of(), 0, 0, null);

    /**
     * Reads a spool.
     *
     * @return without content if the folder does not exist
     * @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE} if it cannot be read
     */
    public static SpoolContent read(Path folder) {
        if (!Files.isDirectory(folder)) {
            return EMPTY;
        }
        try (Stream<Path> listed = Files.list(folder)) {
            List<Path> files = listed.sorted().toList();
            List<TelemetryEvent> events = new ArrayList<>();
            for (Path file : files) {
                if (file.getFileName().toString().endsWith(Spool.EVENT) && Files.isRegularFile(file)) {
                    event(file, events);
                }
            }
            int unfinished = (int) files.stream()
                    .filter(file -> file.getFileName().toString().endsWith(Spool.RUN))
                    .count();
            return new SpoolContent(
                    List.copyOf(events), unfinished, SpoolState.read(folder).dropped(), sent(folder));
        } catch (IOException e) {
            throw PublishException.of(
                            ErrorCode.CONFIG_UNREADABLE, "read the telemetry in " + folder, IoFailure.reason(e))
                    .causedBy(e);
        }
    }

    private static void event(Path file, List<TelemetryEvent> events) {
        try {
            events.add(Spool.read(file));
        } catch (IOException sentOrDamagedOrUnreadable) {
            // A damaged one is dropped, and counted, when the events are sent.
            return;
        }
    }

    private static @Nullable JsonNode sent(Path folder) {
        try {
            return Json.mapper().readTree(Files.readAllBytes(folder.resolve(SpoolSession.SENT)));
        } catch (IOException missingOrDamaged) {
            return null;
        }
    }

    /** The waiting events as they would be sent in requests of at most {@link TelemetryBatch#MAX_EVENTS} events. */
    public List<TelemetryBatch> batches(Client program) {
        List<TelemetryBatch> batches = new ArrayList<>();
        for (int i = 0; i < events.size(); i += TelemetryBatch.MAX_EVENTS) {
            batches.add(TelemetryBatch.of(
                    program,
                    i == 0 ? dropped : 0,
                    events.subList(i, Math.min(events.size(), i + TelemetryBatch.MAX_EVENTS))));
        }
        return batches;
    }
}
