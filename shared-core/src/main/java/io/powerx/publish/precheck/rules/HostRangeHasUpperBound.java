package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.HostRange;
import io.powerx.publish.plugin.VersionRange;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;

/** A new major version of core may break the plugin, and a range without an upper bound includes it. */
final class HostRangeHasUpperBound extends DescribedRule {
    HostRangeHasUpperBound() {
        super(
                "PX-H005",
                "The range of core versions excludes versions that do not exist yet",
                "PowerXDoc Versioning_and_Update.md, compatibility.corex_max; semver.org, item 8",
                Severity.INFO);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.manifest().hostRanges().isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        List<HostRange> ranges = plugin.manifest().hostRanges();
        boolean open = ranges.stream().allMatch(range -> VersionRange.parse(range.range())
                .filter(parsed -> parsed.isSatisfiable() && !parsed.hasUpperBound())
                .isPresent());
        if (open) {
            HostRange first = ranges.get(0);
            findings.add(
                    "\"" + first.range()
                            + "\" includes all future versions of core, including those that break the plugin",
                    "Add an upper bound, such as <1.0.0, and raise it once the plugin has been tested with the next major version.",
                    plugin.at(first.pointer()));
        }
    }
}
