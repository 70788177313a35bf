package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** The Marketplace orders versions by SemVer 2.0.0; the host accepts any text. */
final class VersionIsSemVer extends DescribedRule {
    VersionIsSemVer() {
        super(
                "PX-V001",
                "The version is a valid SemVer 2.0.0 version",
                "requirements, version increments; PowerXPlugin Versioning_and_Publishing.md; semver.org",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.text("/version").isPresent();
    }

    @Override
    public boolean isSuppressible() {
        return false;
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String version = plugin.text("/version").orElse("");
        if (plugin.version().isPresent()) {
            return;
        }

        findings.add(
                "\"" + version + "\" is not a valid SemVer 2.0.0 version",
                remedy(version, plugin.manifest().at("/version").isNumber()),
                plugin.at("/version"));
    }

    private static String remedy(String version, boolean number) {
        if (number) {
            return "Use three parts, such as 1.2.0; YAML reads two parts as a number.";
        }
        return version.startsWith("v") || version.startsWith("V")
                ? "Remove the v: only tags may start with it, not the version in plugin.yaml."
                : "Use MAJOR.MINOR.PATCH without leading zeros, such as 1.2.0 or 1.3.0-beta.1.";
    }
}
