package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.HostRange;
import io.powerx.publish.plugin.VersionRange;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;

/** A manifest that spells the range in several ways means one. */
final class HostRangeSpellingsAgree extends DescribedRule {
    HostRangeSpellingsAgree() {
        super(
                "PX-H003",
                "The spellings of the range of core versions agree",
                "PowerX's six spellings of the host range",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.manifest().hostRanges().size() > 1;
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        List<HostRange> ranges = plugin.manifest().hostRanges();
        HostRange first = ranges.get(0);
        for (HostRange other : ranges.subList(1, ranges.size())) {
            if (!normal(other).equals(normal(first))) {
                findings.add(
                        "%s says \"%s\", %s says \"%s\""
                                .formatted(name(other), other.range(), name(first), first.range()),
                        "Keep corex_version, or make them say the same; %s is what the Marketplace is told."
                                .formatted(name(first)),
                        plugin.at(other.pointer()));
            }
        }
    }

    private static String normal(HostRange host) {
        return VersionRange.parse(host.range()).map(VersionRange::toString).orElse(host.range());
    }

    private static String name(HostRange host) {
        return host.pointer().substring(1).replace('/', '.');
    }
}
