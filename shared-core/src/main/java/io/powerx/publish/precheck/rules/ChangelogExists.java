package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.PublishException;
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
            PublishException problem = Changelog.problem(plugin.project()).orElse(null);
            findings.add(
                    problem == null ? "There is no CHANGELOG.md" : "CHANGELOG.md cannot be read: " + problem.found(),
                    problem == null
                            ? "Write a changelog with a section for each version, as described on keepachangelog.com."
                            : "Save it as UTF-8 text of at most 4 MiB.",
                    problem == null ? null : problem.location().orElse(null));
        }
    }
}
