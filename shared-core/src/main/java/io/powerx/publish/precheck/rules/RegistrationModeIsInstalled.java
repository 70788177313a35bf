package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** Without this mode, a plugin registers as a local plugin, which is disabled for tenants. */
final class RegistrationModeIsInstalled extends DescribedRule {
    private static final String POINTER = "/runtime/env/POWERX_PLUGIN_REGISTRATION_MODE";

    RegistrationModeIsInstalled() {
        super(
                "PX-M008",
                "The registration mode of the plugin is installed",
                "PowerXPlugin install guide: PLUGIN_REGISTRATION_MODE_INVALID, TENANT_PLUGIN_DISABLED;"
                        + " PowerXPluginECommerce and PowerXPluginSCRM build.mk, dist-verify",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.isProcess();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String mode = plugin.text(POINTER).orElse("");
        if (mode.equals("installed")) {
            return;
        }
        String remedy = "Set runtime.env.POWERX_PLUGIN_REGISTRATION_MODE to installed.";
        if (mode.isEmpty() || mode.equals("local")) {
            findings.add(
                    "The plugin registers as a local plugin, which is disabled for tenants",
                    remedy,
                    plugin.at(POINTER));
        } else if (Templates.isTemplate(mode)) {
            findings.add(
                    "The registration mode is the placeholder " + mode + ", which the host does not replace",
                    remedy,
                    plugin.at(POINTER));
        } else {
            findings.add("The host rejects the registration mode \"" + mode + "\"", remedy, plugin.at(POINTER));
        }
    }
}
