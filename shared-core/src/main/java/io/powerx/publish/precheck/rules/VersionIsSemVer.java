package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** The version follows SemVer 2.0.0 to the letter; the host takes anything. */
final class VersionIsSemVer extends DescribedRule {
    VersionIsSemVer() {
        super(
                "PX-V001",
                "The version is one by SemVer 2.0.0",
                "requirements, version increments; PowerXPlugin Versioning_and_Publishing.md; semver.org",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.manifest().text("/version").isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String version = plugin.manifest().text("/version").orElse("");
        if (plugin.version().isPresent()) {
            return;
        }
        boolean number = plugin.manifest().at("/version").isNumber();
        findings.add(
                "The version \"" + version + "\" is not one by SemVer 2.0.0",
                remedy(version, number),
                plugin.at("/version"));
    }

    private static String remedy(String version, boolean number) {
        if (number) {
            return "Write it with three parts, such as 1.2.0; YAML takes what has two for a number.";
        }
        return version.startsWith("v") || version.startsWith("V")
                ? "Leave out the v: tags may have one, plugin.yaml does not."
                : "Use MAJOR.MINOR.PATCH without leading zeros, such as 1.2.0 or 1.3.0-beta.1.";
    }
}
