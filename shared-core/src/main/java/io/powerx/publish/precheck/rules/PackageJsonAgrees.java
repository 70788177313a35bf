package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.FileEdit;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;

/** A front end whose version differs from the plugin's was often built from another commit. */
final class PackageJsonAgrees extends DescribedRule {
    PackageJsonAgrees() {
        super(
                "PX-V005",
                "The package.json files have the version of plugin.yaml",
                "requirements, version increments",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.version().isPresent() && !VersionFields.ofNode(plugin).isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        report(VersionFields.ofNode(plugin), plugin, findings);
    }

    @Override
    public List<FileEdit> fixes(PluginContext plugin) {
        return edits(VersionFields.ofNode(plugin), plugin);
    }

    static List<FileEdit> edits(List<VersionFields.VersionField> fields, PluginContext plugin) {
        String expected = plugin.text("/version").orElse("");
        return fields.stream()
                .filter(field -> !field.value().equals(expected))
                .<FileEdit>map(field -> new FileEdit.Replace(
                        field.file(), field.location().line(), field.location().column(), field.value(), expected))
                .toList();
    }

    static void report(List<VersionFields.VersionField> fields, PluginContext plugin, Findings findings) {
        String expected = plugin.text("/version").orElse("");
        fields.stream()
                .filter(field -> !field.value().equals(expected))
                .forEach(field -> findings.add(
                        "%s has the version %s, but plugin.yaml has %s"
                                .formatted(field.file(), field.value(), expected),
                        "Use the same version in both files, or remove it from " + field.file() + ".",
                        field.location()));
    }
}
