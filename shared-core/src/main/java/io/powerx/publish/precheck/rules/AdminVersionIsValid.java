package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.VersionRange;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** The administration has its own version, which vendors declare next to that of core. */
final class AdminVersionIsValid extends DescribedRule {
    private static final String POINTER = "/compatibility/admin_min";

    AdminVersionIsValid() {
        super(
                "PX-H004",
                "compatibility.admin_min is a version of the administration",
                "PowerXDoc Plugin_Structure_and_YAML.md, compatibility.admin_min",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.manifest().at(POINTER).isMissingNode();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String version = plugin.text(POINTER).orElse("");
        boolean valid =
                VersionRange.parse(version).filter(VersionRange::isSatisfiable).isPresent();
        if (!valid && !Templates.isTemplate(version)) {
            findings.add(
                    version.isEmpty()
                            ? "compatibility.admin_min is empty"
                            : "compatibility.admin_min is \"" + version + "\", which is not a version",
                    "Set it to the lowest supported version, such as 1.4.0, or remove it.",
                    plugin.at(POINTER));
        }
    }
}
