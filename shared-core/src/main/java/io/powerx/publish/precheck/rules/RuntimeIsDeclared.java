package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Optional;
import java.util.Set;

/** The runtime section specifies how the host starts the plugin. */
final class RuntimeIsDeclared extends DescribedRule {
    private static final Set<String> KINDS = Set.of("process", "static", "remote");

    RuntimeIsDeclared() {
        super(
                "PX-M002",
                "The runtime has a kind that the host supports, and its entry exists",
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
        } else if (kind.equals("process")) {
            checkEntry(plugin, findings);
        }
    }

    private static void checkEntry(PluginContext plugin, Findings findings) {
        Optional<String> entry = plugin.text("/runtime/entry");
        if (entry.isEmpty()) {
            findings.add(
                    "runtime.entry is missing, so the host has nothing to start",
                    "Set runtime.entry to the plugin's executable, such as backend/bin/plugin.",
                    plugin.at("/runtime/entry"));
        } else if (!plugin.project().hasFile(entry.get())) {
            findings.add(
                    "runtime.entry refers to a file that does not exist: " + entry.get(),
                    "Build the back end before publishing, or correct the path.",
                    plugin.at("/runtime/entry"));
        }
    }
}
