package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredDependency;
import io.powerx.publish.plugin.VersionRange;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The host installs dependencies in order, by id and range. */
final class DependenciesAreValid extends DescribedRule {
    DependenciesAreValid() {
        super(
                "PX-D001",
                "Every dependency has an id and a range of versions",
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
        String own = plugin.manifest().text("/id").orElse("");
        Set<String> seen = new HashSet<>();
        for (DeclaredDependency dependency : plugin.manifest().dependencies()) {
            String id = dependency.id();
            String range = dependency.range();
            if (id.isEmpty()) {
                findings.add(
                        "A dependency has no id",
                        "Write it as { id: com.example.plugins.crm, version: \">=1.0.0\" }.",
                        plugin.at(dependency.pointer()));
            } else if (id.equals(own)) {
                findings.add("The plugin depends on itself", "Remove the entry.", plugin.at(dependency.pointer()));
            } else if (!seen.add(id)) {
                findings.add(
                        Severity.WARNING,
                        "The dependency " + id + " is there twice",
                        "Keep one of the two.",
                        plugin.at(dependency.pointer()));
            }
            range(plugin, dependency, range, findings);
        }
    }

    private static void range(
            PluginContext plugin, DeclaredDependency dependency, @Nullable String range, Findings findings) {
        String name = dependency.id().isEmpty() ? "" : dependency.id() + " ";
        Optional<VersionRange> parsed = Optional.ofNullable(range).flatMap(VersionRange::parse);
        if (range == null) {
            findings.add(
                    Severity.WARNING,
                    "The dependency " + name + "takes any version",
                    "Say which versions it was tested with, such as >=1.2.0 <2.0.0.",
                    plugin.at(dependency.pointer()));
        } else if (parsed.isEmpty() && !Templates.isTemplate(range)) {
            findings.add(
                    "The dependency %shas \"%s\", which is not a range of versions".formatted(name, range),
                    "Write it as in \">=1.2.0 <2.0.0\" or \"^1.2.0\".",
                    plugin.at(dependency.pointer()));
        } else if (parsed.isPresent() && !parsed.get().isSatisfiable()) {
            findings.add(
                    "No version of the dependency %sis in the range \"%s\"".formatted(name, range),
                    "Correct its bounds: the lower one lies above the upper one.",
                    plugin.at(dependency.pointer()));
        }
    }
}
