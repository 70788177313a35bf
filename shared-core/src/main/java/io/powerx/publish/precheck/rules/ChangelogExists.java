package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.Changelog;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** Users who skip versions read the changelog. */
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
            boolean exists = plugin.project().hasFile(Changelog.FILE);
            findings.add(
                    exists ? "CHANGELOG.md is not UTF-8 text of at most 4 MiB" : "There is no CHANGELOG.md",
                    "Write a changelog with a section for each version, as described on keepachangelog.com.",
                    exists ? SourceLocation.ofFile(Changelog.FILE) : null);
        }
    }
}
