package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.Rule;

/** Everything else depends on the manifest; the engine skips the rules that need it. */
final class ManifestIsReadable extends DescribedRule {
    ManifestIsReadable() {
        super(
                Rule.MANIFEST_READABLE,
                "plugin.yaml exists and is a YAML mapping",
                "PowerX manifest_merge.go, loadManifestWithCatalogs",
                Severity.ERROR);
    }

    @Override
    public boolean isSuppressible() {
        return false;
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        plugin.manifest();
    }
}
