package io.powerx.publish.docs;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.powerx.publish.telemetry.TelemetryBatch;
import io.powerx.publish.telemetry.TelemetryEvent;
import java.lang.reflect.RecordComponent;

/** Generates docs/reference/telemetry.md from the records that are sent. */
final class TelemetryPage {
    private TelemetryPage() {}

    static Page make() {
        StringBuilder text = new StringBuilder(Page.NOTICE)
                .append("# Telemetry\n\n")
                .append("A publish reports its start and its end to the Marketplace, or to the endpoint that"
                        + " `telemetry-endpoint` specifies. This page lists every field that is sent. Texts are redacted"
                        + " and limited in length; file names, messages, notes and secrets are never sent.\n\n")
                .append("- `px-plugin telemetry show` prints what would be sent, and what was sent last.\n")
                .append("- `px-plugin telemetry off` switches it off for the user; `PX_TELEMETRY=off`, `DO_NOT_TRACK=1`"
                        + " and `telemetry.enabled: false` in `publish.yml` do so for a machine, a job or a project.\n"
                        + "- A dry run sends nothing, and neither does a publish to the embedded sandbox send anything to"
                        + " a real Marketplace.\n\n")
                .append("## Every request\n\n");
        table(text, "source.", TelemetryBatch.Source.class);
        text.append("\n## Every event\n\n");
        table(text, "", TelemetryEvent.class);
        text.append("\n## Findings of the precheck\n\n");
        table(text, "precheck.", TelemetryEvent.Precheck.class);
        text.append("\n## Figures\n\n");
        table(text, "metrics.", TelemetryEvent.Metrics.class);
        return new Page("reference/telemetry.md", text.toString());
    }

    private static void table(StringBuilder text, String prefix, Class<? extends Record> type) {
        text.append("| field | purpose |\n|---|---|\n");
        for (RecordComponent component : type.getRecordComponents()) {
            JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
            JsonPropertyDescription purpose = component.getAccessor().getAnnotation(JsonPropertyDescription.class);
            if (purpose == null) {
                throw new IllegalStateException(
                        "the purpose of " + type.getSimpleName() + "." + component.getName() + " is not described");
            }
            text.append("| `")
                    .append(prefix)
                    .append(renamed == null ? component.getName() : renamed.value())
                    .append("` | ")
                    .append(Page.cell(purpose.value()))
                    .append(" |\n");
        }
    }
}
