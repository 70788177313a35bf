package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.ManifestSchema;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;

/** The host decodes the manifest into typed structures and rejects a plugin at the first value of another type. */
final class FieldsHaveTypes extends DescribedRule {
    FieldsHaveTypes() {
        super(
                "PX-M012",
                "Every field of the manifest and of its catalogs has the type that the host decodes",
                "PowerX plugin_mgr, manifest.go and types.go; docs/reference/plugin-yaml.md",
                Severity.ERROR);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        for (ManifestSchema.Violation violation :
                ManifestSchema.check(plugin.manifest().root())) {
            if (violation instanceof ManifestSchema.WrongType wrong) {
                findings.add(
                        "%s must be %s, but it is %s".formatted(wrong.field(), wrong.expected(), wrong.found()),
                        remedy(wrong),
                        plugin.at(wrong.pointer()));
            }
        }
    }

    private static String remedy(ManifestSchema.WrongType wrong) {
        return switch (wrong.expected()) {
            case "a list" -> "Write it as a list: each item on a line that starts with a hyphen, or [one, two].";
            case "a whole number" ->
                "Write digits without quotes. Placeholders such as ${PORT} are not allowed here: the host decodes the number"
                        + " before it replaces them.";
            case "true or false" -> "Write true or false, without quotes.";
            case "a single value" -> "Write one text, number or boolean.";
            default ->
                wrong.keys().isEmpty()
                        ? "Write keys with their values."
                        : "Write keys with their values; its keys are "
                                + String.join(
                                        ", ", wrong.keys().stream().sorted().toList()) + ".";
        };
    }
}
