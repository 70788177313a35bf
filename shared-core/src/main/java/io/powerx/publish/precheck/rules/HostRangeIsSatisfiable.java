package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.HostRange;
import io.powerx.publish.plugin.VersionRange;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Optional;

/** The range of core versions can be read and holds at least one version. */
final class HostRangeIsSatisfiable extends DescribedRule {
    HostRangeIsSatisfiable() {
        super(
                "PX-H002",
                "The range of core versions holds a version",
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
                        "\"" + host.range() + "\" is not a range of versions",
                        "Write it as in \">=0.6.0 <1.0.0\", \"^0.6.0\" or \"0.6.x\".",
                        plugin.at(host.pointer()));
            } else if (!range.get().isSatisfiable()) {
                findings.add(
                        "No version of the core is in the range \"" + host.range() + "\"",
                        "Correct its bounds: the lower one lies above the upper one.",
                        plugin.at(host.pointer()));
            }
        }
    }
}
