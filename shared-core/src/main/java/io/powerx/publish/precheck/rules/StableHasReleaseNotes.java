package io.powerx.publish.precheck.rules;

import io.powerx.publish.config.Channel;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** Administrators read the notes to decide whether to upgrade. */
final class StableHasReleaseNotes extends DescribedRule {
    StableHasReleaseNotes() {
        super(
                "PX-N001",
                "A stable release has release notes",
                "PowerXPlugin precheck: stable releases must include release notes",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.request().channel() == Channel.STABLE;
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        if (plugin.notes().isEmpty()) {
            findings.add(
                    "The stable release has no release notes",
                    "Describe version %s in CHANGELOG.md, or specify a file with {notes}. To publish notes from the commits, check out the whole history with its tags."
                            .formatted(plugin.text("/version").orElse("?")),
                    null);
        }
    }
}
