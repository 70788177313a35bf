package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.RuntimeNeed;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** The host starts runtime.entry; tools that read the older backend.entry would start another program. */
final class BackendEntryAgrees extends DescribedRule {
    BackendEntryAgrees() {
        super(
                "PX-M017",
                "backend.entry is the program of runtime.entry",
                "PowerX types.go, BackendSpec; lifecycle.go, Enable",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.isProcess()
                && plugin.text("/runtime/entry").isPresent()
                && plugin.text("/backend/entry").isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String runtime = plugin.text("/runtime/entry").orElse("");
        String backend = plugin.text("/backend/entry").orElse("");
        boolean template = Templates.isTemplate(runtime) || Templates.isTemplate(backend);
        if (!template && !RuntimeNeed.normalized(backend).equals(RuntimeNeed.normalized(runtime))) {
            findings.add(
                    "backend.entry is %s, but the host starts runtime.entry, which is %s".formatted(backend, runtime),
                    "Use the same program in both fields, or remove backend.entry.",
                    plugin.at("/backend/entry"));
        }
    }
}
