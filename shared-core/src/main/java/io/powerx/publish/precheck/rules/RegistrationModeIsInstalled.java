package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** A plugin that does not say so registers itself as a local one, which tenants find disabled. */
final class RegistrationModeIsInstalled extends DescribedRule {
    private static final String POINTER = "/runtime/env/POWERX_PLUGIN_REGISTRATION_MODE";

    RegistrationModeIsInstalled() {
        super(
                "PX-M008",
                "The plugin registers itself as installed",
                "PowerXPlugin install guide: PLUGIN_REGISTRATION_MODE_INVALID, TENANT_PLUGIN_DISABLED",
                Severity.WARNING,
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.manifest().text("/runtime/kind").filter("process"::equals).isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String mode = plugin.manifest().text(POINTER).orElse("");
        if (mode.equals("installed") || Templates.isTemplate(mode)) {
            return;
        }
        String remedy = "Set runtime.env.POWERX_PLUGIN_REGISTRATION_MODE to installed.";
        if (mode.isEmpty() || mode.equals("local")) {
            findings.add(
                    "The plugin will register its parts as local ones, which tenants find disabled",
                    remedy,
                    plugin.at(POINTER));
        } else {
            findings.add(
                    Severity.ERROR,
                    "The host refuses the registration mode \"" + mode + "\"",
                    remedy,
                    plugin.at(POINTER));
        }
    }
}
