package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.ManifestSchema;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** The host ignores keys that it does not know, so a mistyped key has no effect. */
final class KeysAreKnown extends DescribedRule {
    KeysAreKnown() {
        super(
                "PX-M013",
                "The manifest and its catalogs have only keys that PowerX knows",
                "PowerX plugin_mgr, manifest.go and types.go; docs/reference/plugin-yaml.md",
                Severity.WARNING,
                Severity.INFO);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        for (ManifestSchema.Violation violation :
                ManifestSchema.check(plugin.manifest().root())) {
            if (violation instanceof ManifestSchema.UnknownKey unknown) {
                String meant = unknown.meant();
                findings.add(
                        meant == null ? Severity.INFO : Severity.WARNING,
                        "The host does not know the key " + unknown.field()
                                + (meant == null ? "" : "; did you mean " + meant + "?"),
                        meant == null
                                ? "Remove it, or start its name with x- if another tool reads it."
                                : "Correct the key, or start its name with x- if another tool reads it.",
                        plugin.at(unknown.pointer()));
            }
        }
    }
}
