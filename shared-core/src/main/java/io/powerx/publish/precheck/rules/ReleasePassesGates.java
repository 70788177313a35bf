package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.ReleaseGates;

/** Applies only to releases for the registry of PowerX core, which rejects them after they were sent. */
final class ReleasePassesGates extends DescribedRule {
    ReleasePassesGates() {
        super(
                "PX-G001",
                "A release for the registry of PowerX core passes its quality gates",
                "PowerX gate_runner.go: DOCS_INCOMPLETE, BUILD_METADATA_INVALID, QA_PENDING_TASKS,"
                        + " COVERAGE_BELOW_THRESHOLD",
                Severity.ERROR);
    }

    @Override
    public boolean isSuppressible() {
        return false;
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.request().gates() != null;
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        ReleaseGates gates = plugin.request().gates();
        if (gates != null) {
            gates.violations(plugin.coverage().percent())
                    .forEach(violation -> findings.add(
                            violation.message() + " (" + violation.code() + ")",
                            violation.remedy(),
                            violation.ofNotes() ? NotesPlace.of(plugin) : null));
        }
    }
}
