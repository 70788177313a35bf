package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A front end that says another version than the plugin was often built from another commit. */
final class PackageJsonAgrees extends DescribedRule {
    private static final List<String> FILES = List.of("package.json", "web-admin/package.json");
    /** What tools write into packages that have no version of their own. */
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
        String expected = plugin.manifest().text("/version").orElse("");
        for (String file : FILES) {
            version(plugin, file)
                    .filter(version -> !version.value().equals(expected) && !PLACEHOLDERS.contains(version.value()))
                    .ifPresent(version -> findings.add(
                            "%s says version %s, plugin.yaml says %s".formatted(file, version.value(), expected),
                            "Make both say the same, or remove the version from " + file + ".",
                            version.location()));
        }
    }

    private static Optional<JsonFields.Text> version(PluginContext plugin, String file) {
        try {
            return plugin.project().hasFile(file)
                    ? JsonFields.read(plugin.project(), file).text("version")
                    : Optional.empty();
        } catch (PublishException e) {
            // A package.json that is not JSON stops the build that made this plugin; it is no matter of versions.
            return Optional.empty();
        }
    }
}
