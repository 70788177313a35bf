package io.powerx.publish.sandbox.page;

import io.powerx.publish.sandbox.api.PublishRecord;
import io.powerx.publish.sandbox.api.RuleDisputes;
import io.powerx.publish.sandbox.api.Telemetry;
import io.powerx.publish.sandbox.api.TelemetryCoverage;
import io.powerx.publish.sandbox.api.Versions;
import java.util.List;
import java.util.Locale;

/** The page with the review queue and the other versions. */
final class QueuePage {
    private QueuePage() {}

    static Html write(List<PublishRecord> publishes, List<Telemetry.Event> events, List<RuleDisputes> rules) {
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
        disputes(html, rules);
        return html;
    }

    private static void disputes(Html html, List<RuleDisputes> rules) {
        if (rules.isEmpty()) {
            return;
        }
        html.leaf("h2", "False positives");
        html.leaf("p", "How often a rule was reported as wrong, compared with the publishes that it had findings in.");
        html.open("table");
        Layout.headings(html, "Rule", "Publishes with findings", "Reported as wrong", "Rate");
        html.open("tbody");
        for (RuleDisputes rule : rules) {
            Double rate = rule.rate();
            html.open("tr");
            html.leaf("td", rule.rule());
            html.leaf("td", String.valueOf(rule.reported()));
            html.leaf("td", String.valueOf(rule.disputed()));
            html.leaf("td", rate == null ? "unknown" : String.format(Locale.ROOT, "%.1f %%", rate));
            html.close();
        }
        html.close(2);
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
