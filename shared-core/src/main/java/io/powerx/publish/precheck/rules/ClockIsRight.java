package io.powerx.publish.precheck.rules;

import io.powerx.publish.event.Quantities;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.RegistryState;
import java.time.Duration;

/** Certificates, identity tokens and signed URLs are only valid for some time. */
final class ClockIsRight extends RegistryRule {
    ClockIsRight() {
        super(
                "PX-A003",
                "The clock of this machine differs from that of the Marketplace by 5 minutes at most",
                "docs/contracts/marketplace.openapi.yaml, preflight",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.request()
                .preflight()
                .map(RegistryState.Preflight::clockSkew)
                .isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Duration skew = plugin.request()
                .preflight()
                .map(RegistryState.Preflight::clockSkew)
                .orElse(Duration.ZERO);
        if (skew.abs().compareTo(RegistryState.TOLERATED_SKEW) > 0) {
            findings.add(
                    (skew.isNegative()
                                    ? "The clock of this machine is %s behind that of the Marketplace"
                                    : "The clock of this machine is %s ahead of that of the Marketplace")
                            .formatted(Quantities.duration(skew.abs())),
                    "Synchronize the clock; otherwise signatures, tokens and upload URLs may be rejected as expired.",
                    null);
        }
    }
}
