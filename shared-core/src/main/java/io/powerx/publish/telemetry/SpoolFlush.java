package io.powerx.publish.telemetry;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.receipt.Client;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Sends the events of a spool because a user asks for it, and not at the end of a run. */
public final class SpoolFlush {
    /** The longest time for one batch. */
    private static final Duration REQUEST = Duration.ofSeconds(10);

    /** The longest time for all batches. */
    private static final Duration ALL = Duration.ofMinutes(1);

    private SpoolFlush() {}

    /**
     * Sends the events of the spool, and those of runs whose process was killed.
     *
     * @param folder the spool
     * @param settings with an endpoint
     * @param notes receives why events are dropped, or not sent now
     * @return whether this process sent them; false if another one is sending
     * @throws PublishException {@link ErrorCode#STORAGE_FAILED} if the spool cannot be written;
     *     {@link ErrorCode#TELEMETRY_UNAUTHORIZED}, {@link ErrorCode#TELEMETRY_INVALID}, {@link ErrorCode#RATE_LIMITED} or an error of the
     *     network if the endpoint does not accept events, which are kept
     * @throws InterruptedException if the thread is interrupted; events that were not sent are kept
     */
    public static boolean send(
            Path folder,
            TelemetrySettings settings,
            HttpSettings http,
            Client program,
            Clock clock,
            Consumer<String> notes)
            throws InterruptedException {
        URI endpoint = settings.endpoint();
        if (endpoint == null) {
            throw new IllegalArgumentException("there is no endpoint");
        }
        long deadline = System.nanoTime() + ALL.toNanos();
        try (TelemetryClient client = new TelemetryClient(endpoint, settings.token(), program, http, REQUEST, clock)) {
            Optional<SpoolSession> opened = Spool.in(folder, clock).tryOpen();
            if (opened.isEmpty()) {
                return false;
            }
            try (SpoolSession session = opened.get()) {
                session.tidy();
                Delivery delivery = new Delivery(session, client, () -> System.nanoTime() < deadline, notes);
                delivery.run();
                delivery.failure().ifPresent(SpoolFlush::raise);
            }
            return true;
        } catch (IOException e) {
            throw IoFailure.error(ErrorCode.STORAGE_FAILED, "send the telemetry in " + folder, e);
        }
    }

    private static void raise(PublishException failure) {
        throw failure;
    }
}
