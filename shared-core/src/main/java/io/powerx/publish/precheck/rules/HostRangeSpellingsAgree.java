package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.HostRange;
import io.powerx.publish.plugin.VersionRange;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;

/** A manifest can declare the range in several fields, but the Marketplace receives only one range. */
final class HostRangeSpellingsAgree extends DescribedRule {
    HostRangeSpellingsAgree() {
        super(
                "PX-H003",
                "All fields with a range of core versions have the same range",
                "the six spellings of the host range in PowerX",
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
                        "%s is \"%s\", but %s is \"%s\""
                                .formatted(
                                        field(other.pointer()), other.range(), field(first.pointer()), first.range()),
                        "Keep only corex_version, or set all of them to the same range. The Marketplace receives %s."
                                .formatted(field(first.pointer())),
                        plugin.at(other.pointer()));
            }
        }
    }

    private static String normal(HostRange host) {
        return VersionRange.parse(host.range()).map(VersionRange::toString).orElse(host.range());
    }
}
