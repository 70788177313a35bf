package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.PrecheckRequest.Subject;

/** Without a usable preflight, the registration reports what is wrong. */
final class PreflightIsUsable extends RegistryRule {
    PreflightIsUsable() {
        super(
                "PX-A005",
                "The Marketplace's reply to the preflight conforms to the contract",
                "docs/contracts/marketplace.openapi.yaml, preflight",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.request().preflight().isPresent()
                || !plugin.request().problems(Subject.PREFLIGHT).isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        InputIsUsable.report(Subject.PREFLIGHT, plugin, none -> null, findings);
    }
}
