package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** The host, the Marketplace and the names of packages use id and version. */
final class IdentityIsDeclared extends DescribedRule {
    IdentityIsDeclared() {
        super(
                "PX-M001",
                "The manifest has an id and a version",
                "PowerX loader.go, Validate; the Marketplace contract's pattern of pluginId",
                Severity.ERROR);
    }

    @Override
    public boolean isSuppressible() {
        return false;
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        check(plugin, "id", "com.example.plugins.note", findings);
        check(plugin, "version", "0.1.0", findings);
    }

    private static void check(PluginContext plugin, String field, String example, Findings findings) {
        plugin.manifest()
                .identityProblem(field)
                .ifPresent(problem -> findings.add(
                        "The plugin cannot be published: " + problem,
                        "Set " + field + " in plugin.yaml to a value such as " + example + ".",
                        plugin.at("/" + field)));
    }
}
