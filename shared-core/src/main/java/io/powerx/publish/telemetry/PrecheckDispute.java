package io.powerx.publish.telemetry;

import io.powerx.publish.config.Channel;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.IoFailure;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.HttpSettings;
import io.powerx.publish.receipt.Client;
import io.powerx.publish.secret.Redactor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user's report that the findings of a rule are wrong. Unlike the events of a run, it is for certain endpoints, so that it is sent past
 * the spool.
 *
 * @param pluginId of the plugin that has the finding; null if it is unknown
 * @param version of the plugin; null if it is unknown
 * @param rule id of the rule
 * @param reason the user's words
 */
public record PrecheckDispute(
        @Nullable String pluginId, @Nullable String version, Channel channel, String rule, String reason) {
    private static final int ACCEPTED = 202;

    /**
     * Sends the report.
     *
     * @param settings with an endpoint
     * @param limit the longest time for the request
     * @param spool keeps the report for the next publish if it cannot be sent; null to lose it then
     * @throws PublishException {@link ErrorCode#TELEMETRY_UNAUTHORIZED}, {@link ErrorCode#TELEMETRY_INVALID}, {@link ErrorCode#RATE_LIMITED}
     *     or an error of the network if the endpoint does not accept it; {@link ErrorCode#STORAGE_FAILED} if it cannot be kept either
     * @throws InterruptedException if the thread is interrupted
     */
    public void send(
            TelemetrySettings settings,
            HttpSettings http,
            Client program,
            Redactor redactor,
            Clock clock,
            Duration limit,
            @Nullable Path spool)
            throws InterruptedException {
        URI endpoint = settings.endpoint();
        if (endpoint == null) {
            throw new IllegalArgumentException("there is no endpoint");
        }
        TelemetryEvent event = event(redactor, clock);
        try (TelemetryClient client = new TelemetryClient(endpoint, settings.token(), program, http, limit, clock)) {
            TelemetryClient.Answer answer = client.send(client.batch(List.of(event), 0));
            if (answer.status() != ACCEPTED) {
                throw kept(event, spool, clock, TelemetryFault.of(endpoint, answer.status()));
            }
        } catch (IOException e) {
            throw kept(event, spool, clock, TelemetryFault.of(endpoint, e));
        }
    }

    private static PublishException kept(
            TelemetryEvent event, @Nullable Path folder, Clock clock, PublishException failure) {
        if (folder == null) {
            return failure;
        }
        try {
            Spool spool = Spool.in(folder, clock);
            spool.hold(event);
            spool.release(event.runId());
            return failure;
        } catch (IOException e) {
            return IoFailure.error(ErrorCode.STORAGE_FAILED, "keep the report in " + folder, e);
        }
    }

    private TelemetryEvent event(Redactor redactor, Clock clock) {
        UUID run = UUID.randomUUID();
        return new TelemetryEvent(
                TelemetryEvent.id(run, 1),
                run,
                1,
                "plugin.precheck.disputed",
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                TelemetryEvent.textOrNull(pluginId, redactor),
                TelemetryEvent.textOrNull(version, redactor),
                channel,
                null,
                null,
                null,
                null,
                null,
                TelemetryEvent.text(reason, redactor),
                0L,
                new TelemetryEvent.Precheck(null, null, null, List.of(rule)),
                null,
                null,
                null,
                null);
    }
}
