package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;
import java.util.regex.Pattern;

/** The host parses durations with Go's time.ParseDuration. */
final class DurationsAreGoDurations extends DescribedRule {
    private static final List<String> PARSED_ON_LOAD =
            List.of("/runtime/health/interval", "/runtime/health/timeout", "/migrations/timeout");
    private static final List<String> NOT_PARSED =
            List.of("/frontend/admin/process/health/interval", "/frontend/admin/process/health/timeout");

    private static final Pattern DURATION =
            Pattern.compile("[-+]?(?:0|(?:(?:\\d+\\.?\\d*|\\.\\d+)(?:ns|us|µs|μs|ms|s|m|h))+)");

    DurationsAreGoDurations() {
        super(
                "PX-M005",
                "Durations are valid Go durations",
                "PowerX loader.go, Validate: time.ParseDuration",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        PARSED_ON_LOAD.forEach(pointer -> check(plugin, pointer, Severity.ERROR, findings));
        NOT_PARSED.forEach(pointer -> check(plugin, pointer, Severity.WARNING, findings));
    }

    private static void check(PluginContext plugin, String pointer, Severity severity, Findings findings) {
        plugin.text(pointer)
                .filter(text -> text.length() > 40 || !DURATION.matcher(text).matches())
                .filter(text -> !Templates.isTemplate(text))
                .ifPresent(text -> findings.add(
                        severity,
                        "%s is \"%s\", which is not a valid duration".formatted(field(pointer), text),
                        "Use numbers with units, such as 10s, 1m30s or 500ms.",
                        plugin.at(pointer)));
    }
}
