package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Set;

/** The runtime section specifies how the host starts the plugin. */
final class RuntimeIsDeclared extends DescribedRule {
    private static final Set<String> KINDS = Set.of("process", "static", "remote");

    RuntimeIsDeclared() {
        super(
                "PX-M002",
                "The runtime has a kind that the host supports, and an entry",
                "PowerX loader.go, Validate: runtime.kind, runtime.entry",
                Severity.ERROR);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String kind = plugin.text("/runtime/kind").orElse("");
        if (!KINDS.contains(kind)) {
            findings.add(
                    kind.isEmpty()
                            ? "runtime.kind is missing"
                            : "runtime.kind is \"" + kind + "\", which the host does not support",
                    "Set runtime.kind to process, static or remote.",
                    plugin.at("/runtime/kind"));
        } else if (kind.equals("process") && plugin.text("/runtime/entry").isEmpty()) {
            findings.add(
                    "runtime.entry is missing, so the host has nothing to start",
                    "Set runtime.entry to the plugin's executable, such as backend/bin/plugin.",
                    plugin.at("/runtime/entry"));
        }
    }
}
