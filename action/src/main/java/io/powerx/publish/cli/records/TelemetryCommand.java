package io.powerx.publish.cli.records;

import io.powerx.publish.cli.invocation.CommandSettings;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.cli.text.Columns;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.DocsLink;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.event.Quantities;
import io.powerx.publish.json.Json;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.options.LocalEnvironment;
import io.powerx.publish.receipt.Receipt;
import io.powerx.publish.receipt.ReceiptFile;
import io.powerx.publish.telemetry.SpoolContent;
import io.powerx.publish.telemetry.SpoolFlush;
import io.powerx.publish.telemetry.TelemetryBatch;
import io.powerx.publish.telemetry.TelemetryRebuild;
import io.powerx.publish.telemetry.TelemetrySettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows a user the telemetry of the publishes on this machine, and switches it on and off. */
public final class TelemetryCommand implements PxCommand {
    private static final String ACTION = "ACTION";
    private static final int LABEL_WIDTH = 17;

    @Override
    public String name() {
        return "telemetry";
    }

    @Override
    public String summary() {
        return "Show or send the telemetry of publishes, or turn it on or off.";
    }

    @Override
    public List<Setting> settings() {
        return CommandSettings.of(
                CommandSettings.PLUGIN,
                List.of(
                        Setting.RECEIPT,
                        Setting.API_URL,
                        Setting.API,
                        Setting.TELEMETRY_ENDPOINT,
                        Setting.PROXY,
                        Setting.NO_PROXY,
                        Setting.CA_BUNDLE,
                        Setting.CONNECT_TIMEOUT,
                        Setting.STALL_TIMEOUT));
    }

    @Override
    public List<Extra> extras() {
        return List.of(
                Extra.argument(
                        ACTION,
                        "show: print the requests that would be sent, and the last one that was sent. status: print whether telemetry is on, and why. "
                                + "on, off: change the user's setting. flush: send now. rebuild: send the events of the publish in --receipt again."));
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Events are kept in ~/.powerx-plugin/telemetry until the endpoint accepts them. Nothing is sent while telemetry is off.",
                "on and off write telemetry.enabled to ~/.powerx-plugin/config.json. PX_TELEMETRY, DO_NOT_TRACK=1 and publish.yml override it.",
                DocsLink.to("reference/telemetry.md") + " lists every field with its purpose.");
    }

    @Override
    public List<Example> examples() {
        return List.of(
                new Example("px-plugin telemetry show", "what would be sent, and what was sent last"),
                new Example("px-plugin telemetry status", "whether telemetry is on, and where it goes"),
                new Example("px-plugin telemetry off", "send nothing from now on"),
                new Example(
                        "px-plugin telemetry rebuild --receipt publish-receipt.json",
                        "restore the events of a publish that were lost"));
    }

    @Override
    public int run(Invocation invocation) {
        String action = invocation.extra(ACTION).orElseThrow();
        switch (action) {
            case "show" -> show(invocation);
            case "status" -> status(invocation);
            case "on" -> change(invocation, true);
            case "off" -> change(invocation, false);
            case "flush" -> flush(invocation);
            case "rebuild" -> rebuild(invocation);
            default ->
                throw PublishException.of(
                        ErrorCode.OPTION_INVALID,
                        "run px-plugin telemetry",
                        "the action must be show, status, on, off, flush or rebuild");
        }
        return 0;
    }

    private static Path spool(Invocation invocation) {
        Path spool = LocalEnvironment.telemetrySpool(invocation.host().home());
        if (spool == null) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "find the telemetry of this user",
                    "the user has no usable home folder, so events are sent at once or lost");
        }
        return spool;
    }

    private static void show(Invocation invocation) {
        Path spool = spool(invocation);
        SpoolContent content = SpoolContent.read(spool);
        List<TelemetryBatch> waiting = content.batches(invocation.client());
        if (!invocation.json() && waiting.isEmpty() && content.lastSent() == null) {
            invocation.console().result(invocation.messages().text("No event waits in {0}, and none was sent.", spool));
            return;
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("toSend", waiting);
        shown.put("lastSent", content.lastSent());
        invocation.console().result(Json.writePretty(shown));
    }

    private static void status(Invocation invocation) {
        ResolvedConfig config = invocation.config();
        Path spool = spool(invocation);
        SpoolContent content = SpoolContent.read(spool);
        boolean on = config.flag(Setting.TELEMETRY);
        String reason = config.origin(Setting.TELEMETRY).orElseThrow().place();
        Target target = Target.of(invocation);
        if (invocation.json()) {
            Map<String, Object> status = new LinkedHashMap<>();
            status.put("enabled", on);
            status.put("setBy", reason);
            status.put("endpoint", target.endpoint());
            status.put("endpointMissing", target.missing());
            status.put("spool", spool.toString());
            status.put("spooled", content.events().size());
            status.put("unfinishedRuns", content.unfinished());
            status.put("dropped", content.dropped());
            invocation.console().result(Json.writePretty(status));
            return;
        }
        MessageCatalog messages = invocation.messages();
        Map<String, Object> lines = new LinkedHashMap<>();
        lines.put(messages.text("telemetry"), messages.text(on ? "on" : "off") + " (" + messages.text(reason) + ")");
        lines.put(
                messages.text("endpoint"),
                target.endpoint() == null
                        ? messages.text("none: {0}", messages.composed(String.valueOf(target.missing())))
                        : target.endpoint());
        lines.put(messages.text("spool"), spool);
        lines.put(messages.text("waiting events"), content.events().size());
        lines.put(messages.text("unfinished runs"), content.unfinished());
        lines.put(messages.text("dropped events"), content.dropped());
        invocation
                .console()
                .result(lines.entrySet().stream()
                        .map(line -> Columns.padded(line.getKey(), LABEL_WIDTH) + line.getValue())
                        .collect(Collectors.joining("\n")));
    }

    private static void change(Invocation invocation, boolean on) {
        Path file = UserSettings.write(invocation.host(), Setting.TELEMETRY, on);
        ResolvedConfig changed = invocation.with(Map.of()).config();
        boolean effective = changed.flag(Setting.TELEMETRY);
        if (effective != on) {
            invocation
                    .console()
                    .note(
                            Level.WARNING,
                            effective
                                    ? "Telemetry is still on here, because {0} overrides the user's setting."
                                    : "Telemetry is still off here, because {0} overrides the user's setting.",
                            changed.origin(Setting.TELEMETRY).orElseThrow().place());
        }
        if (invocation.json()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("file", file.toString());
            result.put("written", on);
            result.put("enabled", effective);
            invocation.console().result(Json.writePretty(result));
            return;
        }
        int waiting = SpoolContent.read(spool(invocation)).events().size();
        invocation
                .console()
                .result(invocation.messages().text("Set telemetry.enabled to {0} in {1}.", on, file)
                        + (on || waiting == 0
                                ? ""
                                : invocation
                                        .messages()
                                        .text(
                                                " Events that wait are not sent while telemetry is off: {0}. To delete them, delete"
                                                        + " {1}.",
                                                waiting, spool(invocation))));
    }

    private static TelemetrySettings destination(Invocation invocation) {
        ResolvedConfig config = invocation.config();
        if (!config.flag(Setting.TELEMETRY)) {
            throw PublishException.of(
                    ErrorCode.OPTION_INVALID,
                    "send telemetry",
                    "it is switched off by "
                            + config.origin(Setting.TELEMETRY).orElseThrow().place());
        }
        TelemetrySettings settings = invocation.mapper().telemetry();
        if (settings.endpoint() == null) {
            throw PublishException.of(
                    ErrorCode.ENDPOINT_MISSING,
                    "send telemetry",
                    String.valueOf(Target.of(invocation).missing()));
        }
        return settings;
    }

    private static void rebuild(Invocation invocation) {
        TelemetrySettings settings = destination(invocation);
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
            throw settings(invocation, settings, e);
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

    private static void flush(Invocation invocation) {
        TelemetrySettings settings = destination(invocation);
        Path spool = spool(invocation);
        int before = SpoolContent.read(spool).events().size();
        List<String> notes = new ArrayList<>();
        boolean sent;
        try {
            sent = SpoolFlush.send(
                    spool,
                    settings,
                    invocation.mapper().http(),
                    invocation.client(),
                    invocation.host().clock(),
                    notes::add);
        } catch (PublishException e) {
            throw kept(SpoolContent.read(spool).events().size(), settings(invocation, settings, e));
        } catch (InterruptedException e) {
            throw interrupted();
        } finally {
            notes.forEach(note -> invocation.console().note(Level.WARNING, note));
        }
        int left = SpoolContent.read(spool).events().size();
        if (left > 0) {
            String found =
                    sent ? "the endpoint has not accepted all events yet" : "another process is sending the events";
            throw kept(
                    left,
                    PublishException.of(
                            ErrorCode.SERVER_UNAVAILABLE,
                            "send telemetry to " + Target.of(invocation).endpoint(),
                            found));
        }
        invocation
                .console()
                .result(
                        invocation.json()
                                ? Json.writePretty(Map.of("spooled", left, "before", before))
                                : invocation
                                        .messages()
                                        .text("No event is left to be sent; before, {0} were waiting.", before));
    }

    private static PublishException kept(int events, PublishException failure) {
        return failure.restated(failure.code(), failure.found() + "; " + Quantities.count(events, "event") + " kept");
    }

    /** The failure with where the endpoint and the token were configured. */
    private static PublishException settings(
            Invocation invocation, TelemetrySettings settings, PublishException failure) {
        if (failure.code() == ErrorCode.STORAGE_FAILED || failure.code() == ErrorCode.RECEIPT_UNREADABLE) {
            return failure;
        }
        ResolvedConfig config = invocation.config();
        String endpoint = config.origin(Setting.TELEMETRY_ENDPOINT)
                .or(() -> config.origin(Setting.API_URL))
                .map(origin -> " (" + origin.place() + ")")
                .orElse("");
        boolean withheld = settings.token() == null && config.has(Setting.TELEMETRY_TOKEN);
        String token = config.origin(Setting.TELEMETRY_TOKEN)
                .filter(origin -> !withheld && settings.token() != null)
                .map(origin -> " with the token of " + origin.place())
                .orElse(" without a token");
        PublishException located = failure.tried(failure.tried() + endpoint + token);
        return withheld
                ? located.advice("The token was not sent, because only the project's file specifies the endpoint; set"
                        + " {telemetry-endpoint} to it.")
                : located;
    }

    /**
     * Where events would go.
     *
     * @param endpoint null if nowhere
     * @param missing why there is no endpoint; null if there is one
     */
    private record Target(
            @Nullable String endpoint, @Nullable String missing) {
        static Target of(Invocation invocation) {
            try {
                boolean off = !invocation.config().flag(Setting.TELEMETRY);
                URI endpoint = invocation
                        .with(off ? Map.of(Setting.TELEMETRY, "on") : Map.of())
                        .mapper()
                        .telemetry()
                        .endpoint();
                return endpoint == null
                        ? new Target(null, "PowerX core's registry does not accept telemetry")
                        : new Target(endpoint.toString(), null);
            } catch (PublishException e) {
                if (e.code() != ErrorCode.ENDPOINT_MISSING) {
                    throw e;
                }
                return new Target(null, "neither an endpoint nor a Marketplace is configured");
            }
        }
    }
}
