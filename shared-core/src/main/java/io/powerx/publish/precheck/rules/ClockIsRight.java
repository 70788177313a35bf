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
                "This machine's clock is within 5 minutes of the Marketplace's",
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
                                    ? "This machine's clock is %s behind the Marketplace's"
                                    : "This machine's clock is %s ahead of the Marketplace's")
                            .formatted(Quantities.duration(skew.abs())),
                    "Synchronize the clock; otherwise signatures, tokens and upload URLs may be rejected as expired.",
                    null);
        }
    }
}
