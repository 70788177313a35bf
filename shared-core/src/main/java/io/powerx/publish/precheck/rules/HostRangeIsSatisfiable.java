package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.HostRange;
import io.powerx.publish.plugin.VersionRange;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Optional;

/** No host installs a plugin whose range it cannot parse or cannot be in. */
final class HostRangeIsSatisfiable extends DescribedRule {
    HostRangeIsSatisfiable() {
        super(
                "PX-H002",
                "The range of core versions is valid and contains at least one version",
                "requirements, dependency compatibility",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.manifest().hostRanges().isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        for (HostRange host : plugin.manifest().hostRanges()) {
            Optional<VersionRange> range = VersionRange.parse(host.range());
            if (Templates.isTemplate(host.range())) {
                continue;
            }
            if (range.isEmpty()) {
                findings.add(
                        "\"" + host.range() + "\" is not a valid version range",
                        "Use a range such as \">=0.6.0 <1.0.0\", \"^0.6.0\" or \"0.6.x\".",
                        plugin.at(host.pointer()));
            } else if (!range.get().isSatisfiable()) {
                findings.add(
                        "No core version is in the range \"" + host.range() + "\"",
                        "Correct the bounds: the lower bound is above the upper bound.",
                        plugin.at(host.pointer()));
            }
        }
    }
}
