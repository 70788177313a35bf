package io.powerx.publish.cli.records;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.json.Json;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import io.powerx.publish.telemetry.SpoolFlush;
import io.powerx.publish.telemetry.TelemetryRebuild;
import io.powerx.publish.telemetry.TelemetrySettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends telemetry when the user asks for it, and reports what became of it. */
final class TelemetrySending {
    private TelemetrySending() {}

    /** Sends the events in the spool. */
    static void flush(Invocation invocation) {
        TelemetrySettings settings = TelemetryEndpoint.require(invocation);
        int before = UserSpool.content(invocation).events().size();
        boolean sent = send(invocation, settings);
        int left = UserSpool.content(invocation).events().size();
        if (left > 0) {
            String found =
                    sent ? "the endpoint has not accepted all events yet" : "another process is sending the events";
            throw kept(
                    left,
                    PublishException.of(
                            ErrorCode.SERVER_UNAVAILABLE,
                            "send telemetry to "
                                    + TelemetryEndpoint.of(invocation).url(),
                            found));
        }
        invocation
                .console()
                .result(
                        invocation.json()
                                ? Json.writePretty(Map.of("spooled", left, "before", before))
                                : invocation.messages().text("No events are waiting anymore; there were {0}.", before));
    }

    /** Returns false if another process is sending. */
    private static boolean send(Invocation invocation, TelemetrySettings settings) {
        List<String> notes = new ArrayList<>();
        try {
            return SpoolFlush.send(
                    UserSpool.folder(invocation),
                    settings,
                    invocation.mapper().http(),
                    invocation.client(),
                    invocation.host().clock(),
                    notes::add);
        } catch (PublishException e) {
            throw kept(
                    UserSpool.content(invocation).events().size(), TelemetryEndpoint.locate(invocation, settings, e));
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            notes.forEach(note -> invocation.console().note(Level.WARNING, note));
        }
    }

    private static PublishException kept(int events, PublishException failure) {
        return failure.restated(failure.code(), failure.found() + "; " + Quantities.count(events, "event") + " kept");
    }

    /** Sends the events of the publish in the receipt again. */
    static void rebuild(Invocation invocation) {
        TelemetrySettings settings = TelemetryEndpoint.require(invocation);
        Receipt receipt = ReceiptFile.read(invocation.receipt());
        Integer known;
        try {
            known = TelemetryRebuild.send(
                    receipt,
                    settings,
                    invocation.mapper().http(),
                    invocation.redactor(),
                    invocation.host().clock());
        } catch (PublishException e) {
            throw TelemetryEndpoint.locate(invocation, settings, e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
        int sent = TelemetryRebuild.events(receipt, invocation.redactor()).size();
        if (invocation.json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("runId", receipt.run() == null ? null : receipt.run().id());
            result.put("sent", sent);
            result.put("duplicates", known);
            invocation.console().result(Json.writePretty(result));
            return;
        }
        invocation
                .console()
                .result(invocation
                        .messages()
                        .text(
                                known == null
                                        ? "Sent the {0} events of the publish of {1} {2}."
                                        : "Sent the {0} events of the publish of {1} {2}; {3} of them were known to the"
                                                + " endpoint.",
                                sent,
                                receipt.plugin().id(),
                                receipt.plugin().version(),
                                known));
    }

    private static PublishException interrupted() {
        Thread.currentThread().interrupt();
        return PublishException.of(ErrorCode.INTERRUPTED, "send telemetry", "the command was interrupted");
    }
}
