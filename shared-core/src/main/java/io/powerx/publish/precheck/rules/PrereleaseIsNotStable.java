package io.powerx.publish.precheck.rules;

import io.powerx.publish.config.Channel;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import org.semver4j.Semver;

/** A prerelease is not for everybody. */
final class PrereleaseIsNotStable extends DescribedRule {
    PrereleaseIsNotStable() {
        super(
                "PX-V003",
                "A prerelease goes to the beta channel",
                "semver.org, item 9; the channels of the requirements",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.request().channel() == Channel.STABLE && plugin.version().isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Semver version = plugin.version().orElseThrow();
        if (!version.getPreRelease().isEmpty()) {
            findings.add(
                    "The prerelease " + version + " is about to go to the stable channel",
                    "Publish it to the channel beta, or drop \"-" + String.join(".", version.getPreRelease())
                            + "\" from the version.",
                    plugin.at("/version"));
        }
    }
}
