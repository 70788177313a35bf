package io.powerx.publish.sandbox.page;

import io.powerx.publish.sandbox.api.RuleDisputes;
import io.powerx.publish.sandbox.api.TelemetryCoverage;
import io.powerx.publish.sandbox.html.Html;
import io.powerx.publish.sandbox.html.Layout;
import java.util.List;
import java.util.Locale;

/** What arrived of the publishers' telemetry. */
final class TelemetryOverview {
    private TelemetryOverview() {}

    static Html write(TelemetryCoverage coverage, List<RuleDisputes> rules) {
        Html html = Layout.begin("Telemetry", Layout.Place.TELEMETRY);
        html.open("div", "class", "headline").leaf("h1", "Telemetry");
        html.leaf("p", "How publishes go, as the publishers' tools report it.", "class", "quiet")
                .close();
        coverage(html, coverage);
        html.leaf("h2", "False positives");
        disputes(html, rules);
        html.leaf("h2", "Metrics");
        html.open("p").text("Prometheus reads the metrics at ").open("a", "href", "/metrics");
        html.leaf("code", "/metrics").close().text(".").close();
        return html;
    }

    private static void coverage(Html html, TelemetryCoverage coverage) {
        if (coverage.received() == 0) {
            html.leaf("p", "No telemetry has been received.", "class", "empty");
            return;
        }
        html.open("div", "class", "cards numbers");
        number(html, String.valueOf(coverage.runs()), "Runs");
        number(html, String.valueOf(coverage.open()), "Runs that have not reported their end");
        number(
                html,
                percent(100.0 * coverage.received() / coverage.expected()),
                "Events that arrived: " + coverage.received() + " of " + coverage.expected());
        number(html, String.valueOf(coverage.lost()), "Events lost");
        html.close();
    }

    private static void number(Html html, String value, String label) {
        html.open("div", "class", "card").leaf("p", value, "class", "big").leaf("p", label, "class", "quiet");
        html.close();
    }

    private static void disputes(Html html, List<RuleDisputes> rules) {
        if (rules.isEmpty()) {
            html.leaf("p", "No publish has reported findings.", "class", "quiet");
            return;
        }
        html.leaf("p", "How often a rule was reported as wrong, compared with the publishes that it had findings in.");
        Layout.table(html, "False positives", "Rule", "Publishes with findings", "Reported as wrong", "Rate");
        for (RuleDisputes rule : rules) {
            Double rate = rule.rate();
            html.open("tr").open("td").leaf("code", rule.rule()).close();
            html.leaf("td", rule.reported(), "class", "number");
            html.leaf("td", rule.disputed(), "class", "number");
            html.leaf("td", rate == null ? "unknown" : percent(rate), "class", "number");
            html.close();
        }
        html.close(3);
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f %%", value);
    }
}
