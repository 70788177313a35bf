package io.powerx.publish.telemetry;

import io.powerx.publish.io.PrivateFiles;
import io.powerx.publish.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the processes that share a spool hand on to each other.
 *
 * @param dropped events that were dropped and not reported yet
 * @param endpoint the one that asked for a pause; null if none did
 * @param pausedUntil when the endpoint may be sent events again; null for at once
 */
record SpoolState(
        long dropped, @Nullable URI endpoint, @Nullable Instant pausedUntil) {
    private static final String FILE = "state";
    private static final SpoolState EMPTY = new SpoolState(0, null, null);

    static SpoolState read(Path folder) {
        try {
            SpoolState state = Json.mapper().readValue(Files.readAllBytes(folder.resolve(FILE)), SpoolState.class);
            return state == null || state.dropped() < 0 ? EMPTY : state;
        } catch (IOException missingOrDamaged) {
            return EMPTY;
        }
    }

    void write(Path folder) throws IOException {
        PrivateFiles.write(folder.resolve(FILE), Json.write(this));
    }
}
