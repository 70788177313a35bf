package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** The host rejects a plugin if it cannot merge its catalogs. */
final class CatalogsMerge extends DescribedRule {
    CatalogsMerge() {
        super(
                "PX-M007",
                "The catalogs exist and can be merged into the manifest",
                "PowerX manifest_merge.go",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.manifest().at("/catalogs").isObject();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        plugin.manifest()
                .catalogProblems()
                .forEach(problem -> findings.add(problem.message(), problem.remedy(), problem.location()));
    }
}
