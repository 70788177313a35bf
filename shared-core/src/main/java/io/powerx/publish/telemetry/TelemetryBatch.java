package io.powerx.publish.telemetry;

import io.powerx.publish.receipt.Client;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The request body of reportTelemetry in the contract. */
public record TelemetryBatch(String schemaVersion, Source source, List<TelemetryEvent> events) {
    /** The limit in the contract. */
    public static final int MAX_EVENTS = 100;

    static TelemetryBatch of(Client client, long dropped, List<TelemetryEvent> events) {
        return new TelemetryBatch("1", Source.of(client, dropped), events);
    }

    /** @param dropped events that were dropped since the last batch that the endpoint accepted */
    public record Source(
            String client,
            String clientVersion,
            String frontend,
            @Nullable String os,
            @Nullable String arch,
            @Nullable String javaVersion,
            long dropped) {
        static Source of(Client client, long dropped) {
            return new Source(
                    client.name(),
                    client.version(),
                    client.frontend(),
                    System.getProperty("os.name", "").toLowerCase(Locale.ROOT),
                    System.getProperty("os.arch"),
                    System.getProperty("java.specification.version"),
                    dropped);
        }
    }
}
