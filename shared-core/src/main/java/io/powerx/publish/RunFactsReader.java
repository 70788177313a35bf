package io.powerx.publish;

import io.powerx.publish.config.Channel;
import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.stage.Checked;
import io.powerx.publish.stage.Hashed;
import io.powerx.publish.stage.Inspected;
import io.powerx.publish.stage.Packed;
import io.powerx.publish.stage.Registered;
import io.powerx.publish.stage.RunRecord;
import io.powerx.publish.stage.Submitted;
import io.powerx.publish.telemetry.RunFacts;
import io.powerx.publish.telemetry.TelemetryEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Reads from the progress of a publish what telemetry reports of it. */
final class RunFactsReader {
    private final Channel channel;
    private final RunRecord progress;
    private final IntSupplier retries;

    RunFactsReader(Channel channel, RunRecord progress, IntSupplier retries) {
        this.channel = channel;
        this.progress = progress;
        this.retries = retries;
    }

    RunFacts read() {
        Optional<PluginSnapshot> plugin = progress.find(Inspected.class).map(Inspected::plugin);
        Optional<Registered> registered = progress.find(Registered.class);
        Optional<PrecheckReport> report = progress.find(Checked.class).map(Checked::report);
        return new RunFacts(
                plugin.map(PluginSnapshot::id).orElse(null),
                plugin.map(PluginSnapshot::version).orElse(null),
                channel,
                progress.find(Hashed.class).map(Hashed::requestId).orElse(null),
                registered.map(known -> known.publish().publishId()).orElse(null),
                registered.map(known -> known.publish().versionId()).orElse(null),
                progress.find(Submitted.class)
                        .map(submitted -> submitted.review().reviewUrl())
                        .orElse(null),
                progress.phase(),
                report.map(RunFactsReader::rules).orElse(null),
                report.flatMap(PrecheckReport::failureRate).orElse(null),
                retries.getAsInt(),
                progress.find(Packed.class)
                        .map(packed -> packed.artifacts().packages().stream()
                                .mapToLong(each -> each.artifact().size())
                                .sum())
                        .orElse(null));
    }

    private static TelemetryEvent.Precheck rules(PrecheckReport report) {
        return new TelemetryEvent.Precheck(
                rules(report, Severity.ERROR), rules(report, Severity.WARNING), report.suppressedRules(), null);
    }

    private static List<String> rules(PrecheckReport report, Severity severity) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .map(Finding::rule)
                .distinct()
                .toList();
    }
}
