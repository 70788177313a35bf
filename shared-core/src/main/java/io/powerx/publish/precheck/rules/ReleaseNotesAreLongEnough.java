package io.powerx.publish.precheck.rules;

import io.powerx.publish.event.Quantities;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.Changelog;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.ReleaseGates;

/** The release gate of PowerX rejects shorter notes; PX-G001 reports it if the release goes there directly. */
final class ReleaseNotesAreLongEnough extends DescribedRule {
    ReleaseNotesAreLongEnough() {
        super(
                "PX-N002",
                "The release notes have at least " + ReleaseGates.MIN_NOTES_BYTES + " bytes",
                "PowerX release gate DOCS_INCOMPLETE",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.notes().isEmpty() && plugin.request().gates() == null;
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String notes = plugin.notes();
        int bytes = ReleaseGates.bytes(notes);
        if (bytes < ReleaseGates.MIN_NOTES_BYTES) {
            findings.add(
                    plugin.errorIfStable(),
                    "The release notes have only %s: %s".formatted(Quantities.count(bytes, "byte"), notes),
                    "Describe in a sentence or two what changes for users who upgrade, in %s or the file of {notes}."
                            .formatted(Changelog.path(plugin.project())),
                    NotesPlace.of(plugin));
        }
    }
}
