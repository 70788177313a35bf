package io.powerx.publish.telemetry;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.telemetry.SpoolSession.Spooled;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends the events of a spool to an endpoint, until there are none or the endpoint does not accept any now. */
final class Delivery {
    private final SpoolSession session;
    private final TelemetryClient client;
    private final BooleanSupplier mayContinue;
    private final Consumer<String> note;
    private int limit = TelemetryBatch.MAX_EVENTS;
    private @Nullable PublishException failure;

    /** @param mayContinue asked before each request */
    Delivery(SpoolSession session, TelemetryClient client, BooleanSupplier mayContinue, Consumer<String> note) {
        this.session = session;
        this.client = client;
        this.mayContinue = mayContinue;
        this.note = note;
    }

    /** Why the rest of the events is kept; empty if the endpoint accepts events, or asked to send them later. */
    Optional<PublishException> failure() {
        return Optional.ofNullable(failure);
    }

    void run() throws IOException, InterruptedException {
        if (session.isPaused(client.endpoint())) {
            note.accept("telemetry is kept, because the endpoint asked to send it later");
            return;
        }
        List<Spooled> batch = session.oldest(limit);
        while (!batch.isEmpty() && deliver(batch)) {
            batch = session.oldest(limit);
        }
    }

    /** Returns whether every event of the batch is delivered or dropped; otherwise the rest is kept. */
    private boolean deliver(List<Spooled> batch) throws IOException, InterruptedException {
        if (!mayContinue.getAsBoolean()) {
            return false;
        }
        long dropped = session.dropped();
        TelemetryBatch body = client.batch(batch.stream().map(Spooled::event).toList(), dropped);
        TelemetryClient.Answer answer;
        try {
            answer = client.send(body);
        } catch (IOException e) {
            return keep(TelemetryFault.of(client.endpoint(), e));
        }
        switch (answer.status()) {
            case 202 -> {
                session.reported(dropped);
                accepted(batch, answer);
                session.sent(body);
                return true;
            }
            case 413 -> {
                limit = Math.max(1, batch.size() / 2);
                return split(batch, answer);
            }
            case 400, 422 -> {
                return split(batch, answer);
            }
            default -> {
                if (answer.retryAfter() != null) {
                    session.pause(client.endpoint(), answer.retryAfter());
                }
                return keep(TelemetryFault.of(client.endpoint(), answer.status()));
            }
        }
    }

    private boolean keep(PublishException reason) {
        failure = reason;
        return false;
    }

    private void accepted(List<Spooled> batch, TelemetryClient.Answer answer) throws IOException {
        for (Spooled each : batch) {
            if (answer.rejected().contains(each.event().eventId().toString())) {
                drop(each, "the endpoint rejected it");
            }
        }
        session.remove(batch);
    }

    /** Sends each half, so that only the events that cause the refusal are dropped. */
    private boolean split(List<Spooled> batch, TelemetryClient.Answer answer) throws IOException, InterruptedException {
        if (batch.size() == 1) {
            drop(batch.get(0), "the endpoint responded with status " + answer.status());
            return true;
        }
        int half = batch.size() / 2;
        return deliver(batch.subList(0, half)) && deliver(batch.subList(half, batch.size()));
    }

    private void drop(Spooled event, String reason) throws IOException {
        session.drop(event.file());
        note.accept("a telemetry event is dropped: " + reason);
    }
}
