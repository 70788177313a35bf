package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Optional;
import java.util.Set;

/** The host starts a plugin by its runtime. */
final class RuntimeIsDeclared extends DescribedRule {
    private static final Set<String> KINDS = Set.of("process", "static", "remote");

    RuntimeIsDeclared() {
        super(
                "PX-M002",
                "The runtime has a kind that the host knows, and its entry exists",
                "PowerX loader.go, Validate: runtime.kind, runtime.entry",
                Severity.ERROR);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String kind = plugin.manifest().text("/runtime/kind").orElse("");
        if (!KINDS.contains(kind)) {
            findings.add(
                    kind.isEmpty()
                            ? "runtime.kind is missing"
                            : "runtime.kind is \"" + kind + "\", which the host refuses",
                    "Set runtime.kind to process, static or remote.",
                    plugin.at("/runtime/kind"));
        } else if (kind.equals("process")) {
            entry(plugin, findings);
        }
    }

    private static void entry(PluginContext plugin, Findings findings) {
        Optional<String> entry = plugin.manifest().text("/runtime/entry");
        if (entry.isEmpty()) {
            findings.add(
                    "runtime.entry is missing, so that the host has nothing to start",
                    "Set runtime.entry to the plugin's executable, such as backend/bin/plugin.",
                    plugin.at("/runtime/entry"));
        } else if (!plugin.project().hasFile(entry.get())) {
            findings.add(
                    "runtime.entry names a file that is not there: " + entry.get(),
                    "Build the back end before publishing, or correct the path.",
                    plugin.at("/runtime/entry"));
        }
    }
}
