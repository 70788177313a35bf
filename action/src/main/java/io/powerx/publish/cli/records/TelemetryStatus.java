package io.powerx.publish.cli.records;

import io.powerx.publish.cli.invocation.Invocation;
import io.powerx.publish.cli.text.Columns;
import io.powerx.publish.config.ResolvedConfig;
import io.powerx.publish.config.Setting;
import io.powerx.publish.event.PublishEvent.Note.Level;
import io.powerx.publish.json.Json;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.telemetry.SpoolContent;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether telemetry is on: shows it and what decides it, and changes the user's setting. */
final class TelemetryStatus {
    private static final int LABEL_WIDTH = 17;

    private TelemetryStatus() {}

    static void show(Invocation invocation) {
        ResolvedConfig config = invocation.config();
        Path spool = UserSpool.folder(invocation);
        SpoolContent content = SpoolContent.read(spool);
        boolean on = config.flag(Setting.TELEMETRY);
        String reason = config.origin(Setting.TELEMETRY).orElseThrow().place();
        TelemetryEndpoint endpoint = TelemetryEndpoint.of(invocation);
        if (invocation.json()) {
            Map<String, Object> status = new LinkedHashMap<>();
            status.put("enabled", on);
            status.put("setBy", reason);
            status.put("endpoint", endpoint.url());
            status.put("endpointMissing", endpoint.missing());
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
                endpoint.url() == null
                        ? messages.text("none: {0}", messages.composed(String.valueOf(endpoint.missing())))
                        : endpoint.url());
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

    /** Changes the user's setting, and warns if something overrides it here. */
    static void change(Invocation invocation, boolean on) {
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
        int waiting = UserSpool.content(invocation).events().size();
        invocation
                .console()
                .result(invocation.messages().text("Set telemetry.enabled to {0} in {1}.", on, file)
                        + (on || waiting == 0
                                ? ""
                                : invocation
                                        .messages()
                                        .text(
                                                " Waiting events are not sent while telemetry is off: {0}. To delete them, delete"
                                                        + " {1}.",
                                                waiting, UserSpool.folder(invocation))));
    }
}
