package io.powerx.publish.precheck.rules;

import io.powerx.publish.event.Quantities;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** The release gate of PowerX rejects shorter notes. */
final class ReleaseNotesAreLongEnough extends DescribedRule {
    private static final int MIN_LENGTH = 20;

    ReleaseNotesAreLongEnough() {
        super(
                "PX-N002",
                "The release notes have at least 20 characters",
                "PowerX release gate DOCS_INCOMPLETE",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.notes().isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String notes = plugin.notes();
        int length = notes.codePointCount(0, notes.length());
        if (length < MIN_LENGTH) {
            findings.add(
                    plugin.errorIfStable(),
                    "The release notes have only %s: %s".formatted(Quantities.count(length, "character"), notes),
                    "Describe in a sentence or two what changes for users who upgrade.",
                    null);
        }
    }
}
