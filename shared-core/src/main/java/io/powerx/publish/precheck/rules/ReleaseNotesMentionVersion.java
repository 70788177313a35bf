package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.CommitNotes;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Notes whose heading has another version are those of an earlier release. A section of CHANGELOG.md has the version in its
 * heading, and notes from commits are always about the changes of this version.
 */
final class ReleaseNotesMentionVersion extends DescribedRule {
    private static final Pattern HEADING = Pattern.compile(
            "^#{1,3} [^\\n]{0,200}?(?<![\\d.])(\\d+\\.\\d+\\.\\d+(?:-[0-9A-Za-z.-]+)?)", Pattern.MULTILINE);

    ReleaseNotesMentionVersion() {
        super(
                "PX-N005",
                "The release notes are about the version that is published, and mention it",
                "requirements, release notes; PowerXDoc release-checklist.md",
                Severity.WARNING,
                Severity.INFO);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.notes().isEmpty()
                && plugin.text("/version").isPresent()
                && NotesPlace.section(plugin).isEmpty()
                && !CommitNotes.isGenerated(plugin.notes());
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String version = plugin.text("/version").orElse("");
        if (mentions(plugin.notes(), version)) {
            return;
        }
        Matcher other = HEADING.matcher(plugin.notes());
        if (other.find()) {
            findings.add(
                    "The release notes are about version %s, but %s is published".formatted(other.group(1), version),
                    "Specify the notes of version %s.".formatted(version),
                    NotesPlace.line(plugin, (int)
                            plugin.notes().substring(0, other.start()).lines().count()));
        } else {
            findings.add(
                    Severity.INFO,
                    "The release notes do not mention version " + version,
                    "Begin them with a heading such as \"# %s\", so that readers know what they are about."
                            .formatted(version),
                    NotesPlace.of(plugin));
        }
    }

    /** Build metadata is rarely repeated. */
    private static boolean mentions(String notes, String version) {
        String core = version.replaceFirst("\\+.*", "");
        return Pattern.compile("(?<![0-9A-Za-z.])v?" + Pattern.quote(core) + "(?![0-9A-Za-z]|[.-][0-9A-Za-z])")
                .matcher(notes)
                .find();
    }
}
