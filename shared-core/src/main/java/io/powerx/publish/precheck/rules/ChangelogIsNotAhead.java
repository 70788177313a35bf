package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.Changelog;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Comparator;
import java.util.Optional;

/** If the changelog is ahead, the version in plugin.yaml was probably not increased. */
final class ChangelogIsNotAhead extends DescribedRule {
    ChangelogIsNotAhead() {
        super(
                "PX-C003",
                "CHANGELOG.md describes no version above the one in plugin.yaml",
                "requirements, version increments; keepachangelog.com",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.changelog().isPresent() && plugin.version().isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String file = plugin.changelog().orElseThrow().file();
        newer(plugin)
                .ifPresent(section -> findings.add(
                        "%s describes version %s, but plugin.yaml has %s"
                                .formatted(
                                        file,
                                        section.version(),
                                        plugin.version().orElseThrow()),
                        "Set the version in plugin.yaml, or correct the heading in %s.".formatted(file),
                        new SourceLocation(file, section.line(), 1)));
    }

    /** The section of the newest version above that of the plugin. */
    static Optional<Changelog.Section> newer(PluginContext plugin) {
        SemanticVersion version = plugin.version().orElse(null);
        Changelog changelog = plugin.changelog().orElse(null);
        if (version == null || changelog == null) {
            return Optional.empty();
        }
        return changelog.sections().stream()
                .filter(section -> parsed(section).isPresent())
                .max(Comparator.comparing(section -> parsed(section).orElseThrow()))
                .filter(section -> parsed(section).orElseThrow().compareTo(version) > 0);
    }

    private static Optional<SemanticVersion> parsed(Changelog.Section section) {
        return SemanticVersion.parse(section.version());
    }
}
