package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** manifest.json and plugin.yaml travel in one package and name one plugin. */
final class ManifestJsonAgrees extends DescribedRule {
    private static final String FILE = "manifest.json";

    ManifestJsonAgrees() {
        super(
                "PX-V004",
                "manifest.json has the id and version of plugin.yaml",
                "requirements, inputs manifest.json and plugin.yaml; manifestcheck parity of PowerXPluginBase",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.project().hasFile(FILE);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        JsonFields fields;
        try {
            fields = JsonFields.read(plugin.project(), FILE);
        } catch (PublishException e) {
            findings.add(
                    "manifest.json cannot be read: " + e.found(),
                    "Correct it, or delete it: one is made from plugin.yaml where there is none.",
                    e.location().orElse(SourceLocation.ofFile(FILE)));
            return;
        }
        // Scaffolds keep the schema of the manifest in a file of this name.
        if (fields.has("$schema") && !fields.has("version")) {
            return;
        }
        compare(plugin, fields, fields.has("id") ? "id" : "pluginId", "/id", findings);
        compare(plugin, fields, "version", "/version", findings);
    }

    private static void compare(
            PluginContext plugin, JsonFields fields, String field, String pointer, Findings findings) {
        String expected = plugin.manifest().text(pointer).orElse("");
        fields.text(field)
                .filter(text -> !text.value().equals(expected))
                .ifPresent(text -> findings.add(
                        "manifest.json says %s %s, plugin.yaml says %s".formatted(field, text.value(), expected),
                        "Make both say the same.",
                        text.location()));
    }
}
