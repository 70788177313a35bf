package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.Changelog;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** Users who skip versions read the changelog. */
final class ChangelogExists extends DescribedRule {
    /** What to do with a changelog of another name or format. */
    static final String REMEDY_FOR_UNREAD =
            "Only CHANGELOG.md is read, which has to be Markdown: rename the file or convert it, for example with pandoc, or"
                    + " specify the notes of each release with {notes}.";

    ChangelogExists() {
        super(
                "PX-C001",
                "The project has a CHANGELOG.md",
                "requirements, inputs; PowerXDoc release-checklist.md",
                Severity.WARNING);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        if (plugin.changelog().isPresent()) {
            return;
        }
        PublishException problem = Changelog.problem(plugin.project()).orElse(null);
        String unread = Changelog.unread(plugin.project()).orElse(null);
        if (problem != null) {
            findings.add(
                    Changelog.path(plugin.project()) + " cannot be read: " + problem.found(),
                    "Save it as UTF-8 text of at most 4 MiB.",
                    problem.location().orElse(null));
        } else if (unread != null) {
            findings.add(unread + " is not read as the changelog", REMEDY_FOR_UNREAD, SourceLocation.ofFile(unread));
        } else {
            findings.add(
                    "There is no CHANGELOG.md",
                    "Write a changelog with a section for each version, as described on keepachangelog.com.",
                    null);
        }
    }
}
