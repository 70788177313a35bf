package io.powerx.publish.sandbox.page;

import io.powerx.publish.sandbox.api.PublishRecord;
import io.powerx.publish.sandbox.api.Telemetry;
import io.powerx.publish.sandbox.api.TelemetryCoverage;
import io.powerx.publish.sandbox.api.Versions;
import java.util.List;

/** The page with the review queue and the other versions. */
final class QueuePage {
    private QueuePage() {}

    static Html write(List<PublishRecord> publishes, List<Telemetry.Event> events) {
        Html html = Layout.begin("Review queue");
        List<PublishRecord> waiting = publishes.stream()
                .filter(publish -> publish.row().status().equals("queued"))
                .toList();
        List<PublishRecord> others = publishes.stream()
                .filter(publish -> !publish.row().status().equals("queued"))
                .toList();
        table(html, waiting, "No version is waiting for review.");
        html.leaf("h2", "Other versions");
        table(html, others, "There are none yet.");
        html.leaf("h2", "Telemetry");
        Layout.coverage(html, TelemetryCoverage.of(events));
        return html;
    }

    private static void table(Html html, List<PublishRecord> publishes, String none) {
        if (publishes.isEmpty()) {
            html.leaf("p", none);
            return;
        }
        html.open("table");
        Layout.headings(html, "Plugin", "Version", "Channel", "State", "Registered", "By");
        html.open("tbody");
        for (PublishRecord publish : publishes) {
            html.open("tr");
            html.leaf("td", publish.row().pluginId());
            html.open("td")
                    .link(
                            "/versions/" + publish.row().versionId(),
                            publish.row().version())
                    .close();
            html.leaf("td", publish.row().channel());
            html.open("td");
            Layout.status(html, Versions.statusOf(publish));
            html.close();
            html.leaf("td", Layout.time(publish.row().createdAt()));
            html.leaf("td", publish.row().registeredBy());
            html.close();
        }
        html.close(2);
    }
}
