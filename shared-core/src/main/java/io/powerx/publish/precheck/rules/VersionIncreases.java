package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.RegistryState;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A version that is already published is not checked here: its registration compares the content. */
final class VersionIncreases extends RegistryRule {
    /** According to the contract, whose preflight reports such a version as "lower". */
    private static final String ONE_LINE =
            " The Marketplace compares all major versions of a channel, so a fix of an older one needs a newer version.";

    VersionIncreases() {
        super(
                "PX-V002",
                "The version is greater than the newest version of its channel",
                "requirements, version increments; PowerXDoc Submission_and_Review.md",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.request().publishedVersions() != null && plugin.version().isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        List<String> published = Objects.requireNonNullElse(plugin.request().publishedVersions(), List.of());
        SemanticVersion version = plugin.version().orElseThrow();
        if (published.contains(version.toString())) {
            return;
        }
        Stream.concat(published.stream(), newestApproved(plugin).stream())
                .flatMap(known -> SemanticVersion.parse(known).stream())
                .max(Comparator.naturalOrder())
                .filter(newest -> version.compareTo(newest) <= 0)
                .ifPresent(newest -> findings.add(
                        "Version %s is not greater than %s, the newest version of the %s channel"
                                .formatted(
                                        version,
                                        newest,
                                        plugin.request().channel().wireName()),
                        "Set a version above " + newest + " in plugin.yaml."
                                + (newest.major().equals(version.major()) ? "" : ONE_LINE),
                        plugin.at("/version")));
    }

    /** The version to which the Marketplace itself compares; its list may be incomplete. */
    private static Optional<String> newestApproved(PluginContext plugin) {
        return plugin.request()
                .preflight()
                .filter(preflight -> preflight.version() == RegistryState.VersionState.LOWER)
                .map(RegistryState.Preflight::newest);
    }
}
