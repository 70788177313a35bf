package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.Changelog;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** The history of a plugin, for those who skip versions. */
final class ChangelogExists extends DescribedRule {
    ChangelogExists() {
        super(
                "PX-C001",
                "The project has a CHANGELOG.md",
                "requirements, inputs; PowerXDoc release-checklist.md",
                Severity.WARNING);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        if (plugin.changelog().isEmpty()) {
            boolean there = plugin.project().hasFile(Changelog.FILE);
            findings.add(
                    there ? "CHANGELOG.md is not a UTF-8 text of at most 4 MiB" : "There is no CHANGELOG.md",
                    "Keep one with a section for each version, as keepachangelog.com describes.",
                    there ? SourceLocation.ofFile(Changelog.FILE) : null);
        }
    }
}
