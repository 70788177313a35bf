package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** Without a range, a host that is too old for the plugin cannot reject it. */
final class HostRangeIsDeclared extends DescribedRule {
    HostRangeIsDeclared() {
        super(
                "PX-H001",
                "The manifest declares the core versions that the plugin supports",
                "requirements, dependency compatibility; PowerXDoc, a missing compatibility matrix blocks by default",
                Severity.WARNING);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        if (plugin.manifest().hostRanges().isEmpty()) {
            findings.add(
                    "The manifest does not declare the core versions that the plugin supports",
                    "Add corex_version to plugin.yaml, such as corex_version: \">=0.6.0 <1.0.0\".",
                    plugin.at(""));
        }
    }
}
