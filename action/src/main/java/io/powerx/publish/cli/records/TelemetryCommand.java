package io.powerx.publish.cli.records;

import io.powerx.publish.cli.invocation.CommandSettings;
import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.invocation.PxCommand;
import io.powerx.publish.config.Setting;
import io.powerx.publish.error.DocsLink;
import io.powerx.publish.json.Json;
import io.powerx.publish.telemetry.SpoolContent;
import io.powerx.publish.telemetry.TelemetryBatch;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows a user the telemetry of the publishes on this machine, and switches it on and off. */
public final class TelemetryCommand implements PxCommand {
    private static final Extra ACTION = Extra.argument(
                    "ACTION",
                    "show: print the requests that would be sent, and the last one that was sent. status: print whether telemetry is on, and why. "
                            + "on, off: change the user's setting. flush: send now. rebuild: send the events of the publish in --receipt again.")
            .oneOf("show", "status", "on", "off", "flush", "rebuild");

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
        return List.of(ACTION);
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
        switch (invocation.choice(ACTION).orElseThrow()) {
            case "show" -> show(invocation);
            case "status" -> TelemetryStatus.show(invocation);
            case "on" -> TelemetryStatus.change(invocation, true);
            case "off" -> TelemetryStatus.change(invocation, false);
            case "flush" -> TelemetrySending.flush(invocation);
            default -> TelemetrySending.rebuild(invocation);
        }
        return 0;
    }

    private static void show(Invocation invocation) {
        Path spool = UserSpool.folder(invocation);
        SpoolContent content = SpoolContent.read(spool);
        List<TelemetryBatch> waiting = content.batches(invocation.client());
        if (!invocation.json() && waiting.isEmpty() && content.lastSent() == null) {
            invocation
                    .console()
                    .result(invocation.messages().text("No events are waiting in {0}, and none were sent.", spool));
            return;
        }
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("toSend", waiting);
        shown.put("lastSent", content.lastSent());
        invocation.console().result(Json.writePretty(shown));
    }
}
