package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredDependency;
import io.powerx.publish.plugin.VersionRange;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The host uses id and range to install dependencies in order. */
final class DependenciesAreValid extends DescribedRule {
    DependenciesAreValid() {
        super(
                "PX-D001",
                "Every dependency has an id and a version range",
                "requirements, dependency compatibility",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.manifest().dependencies().isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String own = plugin.text("/id").orElse("");
        Set<String> seen = new HashSet<>();
        for (DeclaredDependency dependency : plugin.manifest().dependencies()) {
            String id = dependency.id();
            if (id.isEmpty()) {
                findings.add(
                        "A dependency has no id",
                        "Use the form { id: com.example.plugins.crm, version: \">=1.0.0\" }.",
                        plugin.at(dependency.pointer()));
            } else if (id.equals(own)) {
                findings.add("The plugin depends on itself", "Remove the entry.", plugin.at(dependency.pointer()));
            } else if (!seen.add(id)) {
                findings.add(
                        Severity.WARNING,
                        "The dependency " + id + " is declared twice",
                        "Remove one of the two entries.",
                        plugin.at(dependency.pointer()));
            }
            checkRange(plugin, dependency, findings);
        }
    }

    private static void checkRange(PluginContext plugin, DeclaredDependency dependency, Findings findings) {
        String range = dependency.range();
        String name = dependency.id().isEmpty() ? "" : dependency.id() + " ";
        Optional<VersionRange> parsed = Optional.ofNullable(range).flatMap(VersionRange::parse);
        if (range == null) {
            findings.add(
                    Severity.WARNING,
                    "The dependency " + name + "accepts any version",
                    "Declare the versions that the plugin was tested with, such as >=1.2.0 <2.0.0.",
                    plugin.at(dependency.pointer()));
        } else if (parsed.isEmpty() && !Templates.isTemplate(range)) {
            findings.add(
                    "The dependency %shas \"%s\", which is not a valid version range".formatted(name, range),
                    "Use a range such as \">=1.2.0 <2.0.0\" or \"^1.2.0\".",
                    plugin.at(dependency.pointer()));
        } else if (parsed.isPresent() && !parsed.get().isSatisfiable()) {
            findings.add(
                    "No version of the dependency %sis in the range \"%s\"".formatted(name, range),
                    "Correct the bounds: the lower bound is above the upper bound.",
                    plugin.at(dependency.pointer()));
        }
    }
}
