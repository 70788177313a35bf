package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.FileEdit;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;

/** The package contains both manifest.json and plugin.yaml, and they have to describe the same plugin. */
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
        return plugin.build().hasFile(FILE);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        JsonFields fields;
        try {
            fields = JsonFields.read(plugin.build(), FILE);
        } catch (PublishException e) {
            findings.add(
                    "manifest.json cannot be read: " + e.found(),
                    "Correct the file, or delete it: it is then generated from plugin.yaml.",
                    e.location().orElse(SourceLocation.ofFile(FILE)));
            return;
        }
        // Scaffolds store the JSON schema of the manifest in a file of this name.
        if (fields.has("$schema") && !fields.has("version")) {
            return;
        }
        compare(plugin, fields, fields.has("id") ? "id" : "pluginId", "/id", findings);
        compare(plugin, fields, "version", "/version", findings);
    }

    private static void compare(
            PluginContext plugin, JsonFields fields, String field, String pointer, Findings findings) {
        String expected = plugin.text(pointer).orElse("");
        fields.text(field)
                .filter(text -> !text.value().equals(expected))
                .ifPresent(text -> findings.add(
                        "manifest.json has the %s %s, but plugin.yaml has %s".formatted(field, text.value(), expected),
                        "Use the same value in both files.",
                        text.location()));
    }

    /** Only the version: another id may mean that the file belongs to another plugin. */
    @Override
    public List<FileEdit> fixes(PluginContext plugin) {
        return PackageJsonAgrees.edits(
                VersionFields.json(plugin.project(), FILE).stream().toList(), plugin);
    }
}
