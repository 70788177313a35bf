package io.powerx.publish.precheck.rules;

import io.powerx.publish.config.Channel;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** Prereleases are meant for testers only. */
final class PrereleaseIsNotStable extends DescribedRule {
    PrereleaseIsNotStable() {
        super(
                "PX-V003",
                "The version on the stable channel is not a prerelease",
                "semver.org, item 9; requirements, channels",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.request().channel() == Channel.STABLE && plugin.version().isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        SemanticVersion version = plugin.version().orElseThrow();
        if (!version.preRelease().isEmpty()) {
            findings.add(
                    "Version " + version + " is a prerelease and would be published to the stable channel",
                    "Publish it to the beta channel, or remove \"-" + String.join(".", version.preRelease())
                            + "\" from the version.",
                    plugin.at("/version"));
        }
    }
}
