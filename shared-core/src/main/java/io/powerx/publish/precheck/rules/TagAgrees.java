package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.plugin.TaggedVersions;
import io.powerx.publish.plugin.TaggedVersions.Tagged;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;
import java.util.stream.Collectors;

/** Releases are usually built from a tag. A release candidate's tag may remain on the commit of the final version. */
final class TagAgrees extends DescribedRule {
    private static final int SHOWN_ID = 12;

    TagAgrees() {
        super(
                "PX-V009",
                "The plugin's git tags match the version in plugin.yaml",
                "requirements, version increments; PowerXPlugin Versioning_and_Publishing.md",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.version().isPresent() && !plugin.tags().versions().isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        SemanticVersion version = plugin.version().orElseThrow();
        TaggedVersions tags = plugin.tags();
        List<Tagged> here = tags.versions().stream()
                .filter(tag -> tag.commit().equals(tags.head()))
                .toList();
        List<Tagged> same = tags.versions().stream()
                .filter(tag -> tag.version().compareTo(version) == 0)
                .toList();
        if (here.stream().anyMatch(same::contains)) {
            return;
        }
        List<Tagged> others = here.stream()
                .filter(tag -> !isCandidate(tag.version(), version))
                .toList();
        if (!others.isEmpty()) {
            findings.add(
                    plugin.errorIfStable(),
                    "The commit has the tag %s, but plugin.yaml has the version %s"
                            .formatted(others.stream().map(Tagged::name).collect(Collectors.joining(", ")), version),
                    "Set the version in plugin.yaml, commit it, and move the tag to that commit; or check out the commit"
                            + " of the version that you want to publish.",
                    plugin.at("/version"));
        } else if (!same.isEmpty()) {
            findings.add(
                    Severity.WARNING,
                    "The tag %s of this version is on the commit %s, but %s is checked out"
                            .formatted(same.get(0).name(), shortened(same.get(0).commit()), shortened(tags.head())),
                    "Increase the version in plugin.yaml, or check out the tag.",
                    plugin.at("/version"));
        }
    }

    private static boolean isCandidate(SemanticVersion tagged, SemanticVersion version) {
        return !tagged.preRelease().isEmpty() && tagged.isSameRelease(version);
    }

    private static String shortened(String commit) {
        return commit.substring(0, Math.min(SHOWN_ID, commit.length()));
    }
}
