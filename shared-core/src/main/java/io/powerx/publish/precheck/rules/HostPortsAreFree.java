package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Set;

/** Plugins of the scaffold listen on these ports during development; an installed plugin must not. */
final class HostPortsAreFree extends DescribedRule {
    static final Set<String> PORTS = Set.of("8078", "8086");
    private static final String POINTER = "/backend/port";

    HostPortsAreFree() {
        super(
                "PX-F004",
                "backend.port is not a port of the development setup",
                "PowerXPluginECommerce build.mk, dist-verify: port 8078 or 8086 in plugin.yaml",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.text(POINTER).isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        plugin.text(POINTER)
                .filter(PORTS::contains)
                .ifPresent(port -> findings.add(
                        "backend.port is " + port + ", the port of a development setup",
                        "Set backend.port to 0, so that the host allocates a port.",
                        plugin.at(POINTER)));
    }
}
