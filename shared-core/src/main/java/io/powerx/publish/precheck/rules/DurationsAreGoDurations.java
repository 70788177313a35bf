package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;
import java.util.regex.Pattern;

/** The host reads durations as Go does. */
final class DurationsAreGoDurations extends DescribedRule {
    private static final List<String> REFUSED =
            List.of("/runtime/health/interval", "/runtime/health/timeout", "/migrations/timeout");
    private static final List<String> UNREAD =
            List.of("/frontend/admin/process/health/interval", "/frontend/admin/process/health/timeout");
    /** The grammar of time.ParseDuration. */
    private static final Pattern DURATION =
            Pattern.compile("[-+]?(?:0|(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:ns|us|µs|μs|ms|s|m|h))+)");

    DurationsAreGoDurations() {
        super(
                "PX-M005",
                "Durations are written as Go reads them",
                "PowerX loader.go, Validate: time.ParseDuration",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        REFUSED.forEach(pointer -> duration(plugin, pointer, Severity.ERROR, findings));
        UNREAD.forEach(pointer -> duration(plugin, pointer, Severity.WARNING, findings));
    }

    private static void duration(PluginContext plugin, String pointer, Severity severity, Findings findings) {
        plugin.manifest()
                .text(pointer)
                .filter(text -> text.length() > 40 || !DURATION.matcher(text).matches())
                .filter(text -> !Templates.isTemplate(text))
                .ifPresent(text -> findings.add(
                        severity,
                        "%s is \"%s\", which is no duration"
                                .formatted(pointer.substring(1).replace('/', '.'), text),
                        "Write a number with its unit, such as 10s, 1m30s or 500ms.",
                        plugin.at(pointer)));
    }
}
