package io.powerx.publish.precheck.rules;

import io.powerx.publish.config.Channel;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.Changelog;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.PrecheckRequest.Subject;
import org.jspecify.annotations.Nullable;

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
        return plugin.request().channel() == Channel.STABLE
                && plugin.request().problems(Subject.NOTES).isEmpty()
                && !isUnderAnInvalidVersion(plugin)
                && !(plugin.notes().isEmpty() && isUnidentified(plugin));
    }

    /** Without a valid id and version no notes are looked for, and other rules report that. */
    private static boolean isUnidentified(PluginContext plugin) {
        return plugin.request().pack().pluginId().isEmpty();
    }

    /** The notes are found by the version; if it is invalid, another rule reports that as an error. */
    private static boolean isUnderAnInvalidVersion(PluginContext plugin) {
        boolean described = plugin.changelog()
                .filter(changelog -> !changelog.sections().isEmpty())
                .isPresent();
        return plugin.notes().isEmpty() && described && plugin.version().isEmpty();
    }

    /** The heading of the version's empty section, otherwise the file. */
    private static @Nullable SourceLocation place(PluginContext plugin) {
        return plugin.changelog()
                .map(changelog -> plugin.text("/version")
                        .flatMap(changelog::section)
                        .map(section -> new SourceLocation(changelog.file(), section.line(), 1))
                        .orElse(SourceLocation.ofFile(changelog.file())))
                .orElse(null);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        if (!plugin.notes().isEmpty()) {
            return;
        }
        PublishException problem = Changelog.problem(plugin.project()).orElse(null);
        String unread = Changelog.unread(plugin.project()).orElse(null);
        String file = Changelog.path(plugin.project());
        if (unread != null) {
            findings.add(
                    "The stable release has no release notes, and %s is not read as the changelog".formatted(unread),
                    ChangelogExists.REMEDY_FOR_UNREAD,
                    SourceLocation.ofFile(unread));
        } else if (problem == null) {
            findings.add(
                    "The stable release has no release notes",
                    ("Describe version %s in %s, or specify a file with {notes}. To publish notes from the commits,"
                                    + " check out the history with its tags.")
                            .formatted(plugin.text("/version").orElse("?"), file),
                    place(plugin));
        } else {
            findings.add(
                    "The stable release has no release notes, because %s cannot be read: %s"
                            .formatted(file, problem.found()),
                    "Save %s as UTF-8, or specify a file with {notes}.".formatted(file),
                    problem.location().orElse(null));
        }
    }
}
