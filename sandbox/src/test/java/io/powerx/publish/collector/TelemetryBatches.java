package io.powerx.publish.collector;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;

/** Batches as senders write them. */
final class TelemetryBatches {
    private final Instant time;

    TelemetryBatches(Instant time) {
        this.time = time;
    }

    static ObjectNode empty() {
        ObjectNode batch = JsonNodeFactory.instance.objectNode().put("schemaVersion", "1");
        batch.putObject("source")
                .put("client", "px-publish")
                .put("clientVersion", "1")
                .put("frontend", "jenkins");
        batch.putArray("events");
        return batch;
    }

    ObjectNode event(ObjectNode batch, UUID run, int sequence, String name) {
        ObjectNode event = ((ArrayNode) batch.get("events")).addObject();
        event.put("eventId", UUID.randomUUID().toString());
        event.put("runId", run.toString());
        event.put("sequence", sequence);
        event.put("name", "plugin.publish." + name);
        event.put("time", time.toString());
        event.put("pluginId", "com.powerx.note").put("version", "1.0.0").put("channel", "beta");
        event.put("status", name);
        return event;
    }

    ObjectNode started(UUID run) {
        ObjectNode batch = empty();
        event(batch, run, 1, "started");
        return batch;
    }

    ObjectNode run(String outcome, long millis) {
        UUID run = UUID.randomUUID();
        ObjectNode batch = started(run);
        event(batch, run, 2, outcome)
                .putObject("metrics")
                .put("plugin.publish.duration_ms", millis)
                .put("plugin.publish.precheck.failure_rate", 0.25)
                .put("plugin.publish.retry.count", 3)
                .put("plugin.publish.bundle.size_bytes", 5_000_000);
        return batch;
    }

    ObjectNode succeeded(long millis) {
        return run("succeeded", millis);
    }

    ObjectNode failed(String category) {
        ObjectNode batch = run("failed", 100);
        ((ObjectNode) batch.at("/events/1")).put("errorCategory", category).put("errorCode", "token_missing");
        return batch;
    }
}
