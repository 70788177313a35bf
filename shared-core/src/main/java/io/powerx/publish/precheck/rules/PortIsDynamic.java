package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** Several plugins run on one host, which assigns a port to each of them. */
final class PortIsDynamic extends DescribedRule {
    private static final String ADDRESS = "/runtime/env/POWERX_BIND_ADDR";
    private static final String PLACEHOLDER = ":__POWERX_DYNAMIC_PORT__";

    PortIsDynamic() {
        super(
                "PX-M009",
                "The host can choose the port of the back end",
                "PowerXPluginECommerce and PowerXPluginSCRM build.mk, dist-verify: POWERX_BIND_ADDR, backend.port",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.isProcess();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        plugin.text("/backend/port")
                .filter(port -> port.matches("-?\\d+") && !port.matches("-?0+"))
                .filter(port -> !HostPortsAreFree.PORTS.contains(port))
                .ifPresent(port -> findings.add(
                        "backend.port is fixed to " + port,
                        "Set backend.port to 0, so that the host allocates a port.",
                        plugin.at("/backend/port")));
        String address = plugin.text(ADDRESS).orElse("");
        if (address.isEmpty()) {
            findings.add(
                    "runtime.env.POWERX_BIND_ADDR is missing, so the plugin does not receive its port",
                    "Set it to \"" + PLACEHOLDER + "\".",
                    plugin.at(ADDRESS));
        } else if (!address.equals(PLACEHOLDER)) {
            findings.add(
                    "runtime.env.POWERX_BIND_ADDR is " + address + ", so the host cannot choose the port",
                    "Set it to \"" + PLACEHOLDER + "\".",
                    plugin.at(ADDRESS));
        }
    }
}
