package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A front end whose version differs from the plugin's was often built from another commit. */
final class PackageJsonAgrees extends DescribedRule {
    private static final List<String> FILES = List.of("package.json", "web-admin/package.json");
    /** Tools write these versions into packages that are not versioned. */
    private static final Set<String> PLACEHOLDERS = Set.of("0.0.0", "0.0.1-placeholder", "0.0.0-development");

    PackageJsonAgrees() {
        super(
                "PX-V005",
                "The package.json files have the version of plugin.yaml",
                "requirements, version increments",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return FILES.stream().anyMatch(plugin.project()::hasFile);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String expected = plugin.text("/version").orElse("");
        for (String file : FILES) {
            version(plugin, file)
                    .filter(version -> !version.value().equals(expected) && !PLACEHOLDERS.contains(version.value()))
                    .ifPresent(version -> findings.add(
                            "%s has the version %s, but plugin.yaml has %s".formatted(file, version.value(), expected),
                            "Use the same version in both files, or remove it from " + file + ".",
                            version.location()));
        }
    }

    private static Optional<JsonFields.Text> version(PluginContext plugin, String file) {
        try {
            return plugin.project().hasFile(file)
                    ? JsonFields.read(plugin.project(), file).text("version")
                    : Optional.empty();
        } catch (PublishException e) {
            // An invalid package.json fails the build of the front end; it is not the subject of this rule.
            return Optional.empty();
        }
    }
}
