package io.powerx.publish.docs;

import io.powerx.publish.metrics.RunMetric;
import io.powerx.publish.otel.OtelMetric;
import io.powerx.publish.sandbox.telemetry.Metric;
import java.util.stream.Collectors;

/** Generates docs/reference/metrics.md from the metrics. */
final class MetricsPage {
    private MetricsPage() {}

    static Page make() {
        StringBuilder text = new StringBuilder(Page.NOTICE)
                .append("# Metrics\n\n")
                .append("`px-plugin collector` and the sandbox serve these metrics at `/metrics`, in the text format of"
                        + " Prometheus. See [operations](../operations/README.md).\n\n")
                .append("| metric | type | labels | meaning |\n|---|---|---|---|\n");
        for (Metric metric : Metric.values()) {
            text.append("| `")
                    .append(metric.metricName())
                    .append("` | ")
                    .append(metric.typeWord())
                    .append(" | ")
                    .append(String.join(", ", metric.labels()))
                    .append(" | ")
                    .append(Page.cell(metric.help()))
                    .append(" |\n");
        }
        text.append("\n## Of one publish\n\n")
                .append(
                        "`--metrics-file` (`PX_METRICS_FILE`) writes the figures of a publish to a file for the textfile"
                                + " collector, and `PX_METRICS_PUSHGATEWAY` pushes them. All of them are gauges about the last"
                                + " publish. A label whose value is not known, for example because the manifest cannot be read,"
                                + " is missing.\n\n")
                .append("| metric | labels | meaning |\n|---|---|---|\n");
        for (RunMetric metric : RunMetric.values()) {
            text.append("| `")
                    .append(metric.metricName())
                    .append("` | ")
                    .append(String.join(", ", metric.labels()))
                    .append(" | ")
                    .append(Page.cell(metric.help()))
                    .append(" |\n");
        }
        text.append("\n## For OpenTelemetry\n\n")
                .append(
                        "With `OTEL_EXPORTER_OTLP_ENDPOINT`, a publish sends these metrics to an OpenTelemetry Collector; see"
                                + " [OpenTelemetry](../operations/opentelemetry.md). The attributes of all of them are ")
                .append(OtelMetric.DURATION.attributes().stream()
                        .map(name -> "`" + name + "`")
                        .collect(Collectors.joining(", ")))
                .append("; one whose value is not known is missing.\n\n")
                .append("| metric | instrument | unit | meaning |\n|---|---|---|---|\n");
        for (OtelMetric metric : OtelMetric.values()) {
            text.append("| `")
                    .append(metric.metricName())
                    .append("` | ")
                    .append(metric.type())
                    .append(" | ")
                    .append(metric.unit())
                    .append(" | ")
                    .append(Page.cell(metric.help()))
                    .append(" |\n");
        }
        return new Page("reference/metrics.md", text.toString());
    }
}
