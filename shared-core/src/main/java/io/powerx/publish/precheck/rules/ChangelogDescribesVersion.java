package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.Changelog;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.precheck.FileEdit;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Users read the section of a version before they upgrade, and a publish sends it as the release notes. */
final class ChangelogDescribesVersion extends DescribedRule {
    ChangelogDescribesVersion() {
        super(
                "PX-C002",
                "CHANGELOG.md describes the version that is published",
                "requirements, version increments; keepachangelog.com",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.changelog().isPresent() && plugin.version().isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String version = plugin.text("/version").orElse("");
        Changelog changelog = plugin.changelog().orElseThrow();
        Optional<Changelog.Section> section = changelog.section(version);
        if (section.isEmpty() && ChangelogIsNotAhead.newer(plugin).isPresent()) {
            // Another rule reports this.
            return;
        }
        if (section.isEmpty()) {
            findings.add(
                    "%s has no section for version %s%s".formatted(changelog.file(), version, newest(changelog)),
                    "Add a section with a heading such as \"## [" + version
                            + "] - YYYY-MM-DD\" that describes the changes.",
                    SourceLocation.ofFile(changelog.file()));
        } else if (section.get().text().isEmpty()) {
            findings.add(
                    "The section for version %s in %s is empty".formatted(version, changelog.file()),
                    "Describe what changed.",
                    new SourceLocation(changelog.file(), section.get().line(), 1));
        }
    }

    private static String newest(Changelog changelog) {
        return changelog.sections().stream()
                .map(Changelog.Section::version)
                .filter(version -> SemanticVersion.parse(version).isPresent())
                .findFirst()
                .map(version -> "; its newest version is " + version)
                .orElse("");
    }

    /** A section whose text has to be written; until then, the rule about unfinished release notes fails. */
    @Override
    public List<FileEdit> fixes(PluginContext plugin) {
        String version = plugin.text("/version").orElse("");
        Changelog changelog = plugin.changelog().orElseThrow();
        if (changelog.section(version).isPresent()) {
            return List.of();
        }
        LocalDate today = LocalDate.ofInstant(plugin.request().now(), ZoneOffset.UTC);
        String frame = "## [%s] - %s\n\n- TODO: Describe what changes for users.\n\n".formatted(version, today);
        Optional<Integer> newest = changelog.sections().stream()
                .filter(section -> SemanticVersion.parse(section.version()).isPresent())
                .map(Changelog.Section::line)
                .findFirst();
        return List.of(new FileEdit.Insert(
                changelog.file(),
                newest.orElse(Integer.MAX_VALUE),
                newest.isPresent() ? frame : "\n" + frame.stripTrailing() + "\n"));
    }
}
