package io.powerx.publish.telemetry;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
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

    /** The program that sends. The descriptions are the reference for users. */
    public record Source(
            @JsonPropertyDescription("Name of the program: `px-publish`.")
            String client,

            @JsonPropertyDescription("Version of the program, to find faults of one version.")
            String clientVersion,

            @JsonPropertyDescription("Front end: the command, the action or the Jenkins plugin.")
            String frontend,

            @JsonPropertyDescription("Operating system, to find faults of one system.") @Nullable
            String os,

            @JsonPropertyDescription("Processor architecture.") @Nullable
            String arch,

            @JsonPropertyDescription("Version of Java, to decide when an old one is no longer needed.") @Nullable
            String javaVersion,

            @JsonPropertyDescription(
                    "Events that were dropped since the last accepted batch, because of their age, their number or a rejection.")
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
