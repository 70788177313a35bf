package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredDependency;
import io.powerx.publish.plugin.NeighborPlugins.Neighbor;
import io.powerx.publish.plugin.SemanticVersion;
import io.powerx.publish.plugin.VersionRange;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A plugin that conflicts with what it requires can never be installed. */
final class ConflictsAreSatisfiable extends DescribedRule {
    ConflictsAreSatisfiable() {
        super(
                "PX-D004",
                "The plugin does not conflict with itself or with its dependencies",
                "requirements, dependency compatibility; PowerXPlugin examples/plugin.yaml, dependencies.conflicts",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.manifest().conflicts().isEmpty()
                || !plugin.manifest().dependencies().isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String own = plugin.text("/id").orElse("");
        List<DeclaredDependency> dependencies = plugin.manifest().dependencies();
        for (DeclaredDependency conflict : plugin.manifest().conflicts()) {
            checkForm(plugin, conflict, findings);
            if (conflict.id().equals(own)
                    && plugin.version()
                            .filter(version -> admits(conflict, version))
                            .isPresent()) {
                findings.add(
                        "The plugin conflicts with its own version",
                        "Remove the entry, or limit it to the versions that it concerns.",
                        plugin.at(conflict.pointer()));
            }
            dependencies.stream()
                    .filter(dependency ->
                            !dependency.optional() && dependency.id().equals(conflict.id()))
                    .forEach(dependency -> compare(plugin, dependency, conflict, findings));
        }
        checkNeighbors(plugin, own, findings);
    }

    private static void checkForm(PluginContext plugin, DeclaredDependency conflict, Findings findings) {
        String range = conflict.range();
        if (conflict.id().isEmpty()) {
            findings.add(
                    "A conflict has no id",
                    "Use the form { id: com.example.plugins.crm, version: \"<1.0.0\" }.",
                    plugin.at(conflict.pointer()));
        } else if (range != null
                && !Templates.isTemplate(range)
                && VersionRange.parse(range).isEmpty()) {
            findings.add(
                    Severity.WARNING,
                    "The conflict with %s has \"%s\", which is not a valid version range"
                            .formatted(conflict.id(), range),
                    "Use a range such as \"<1.2.0\".",
                    plugin.at(conflict.pointer()));
        }
    }

    /** Reports dependencies in the same repository that conflict with this plugin. */
    private static void checkNeighbors(PluginContext plugin, String own, Findings findings) {
        Optional<SemanticVersion> version = plugin.version();
        if (own.isEmpty()
                || version.isEmpty()
                || plugin.manifest().dependencies().isEmpty()) {
            return;
        }
        Map<String, Neighbor> neighbors = plugin.neighbors();
        for (DeclaredDependency dependency : plugin.manifest().dependencies()) {
            Neighbor neighbor = neighbors.get(dependency.id());
            if (neighbor != null && !dependency.optional()) {
                neighbor.conflicts().stream()
                        .filter(conflict -> conflict.id().equals(own) && admits(conflict, version.get()))
                        .findFirst()
                        .ifPresent(conflict -> findings.add(
                                "%s, which the plugin requires, declares a conflict with %s %s"
                                        .formatted(dependency.id(), own, range(conflict)),
                                "Correct the conflict in the plugin.yaml of %s, or remove the dependency."
                                        .formatted(dependency.id()),
                                plugin.at(dependency.pointer())));
            }
        }
    }

    private static boolean admits(DeclaredDependency conflict, SemanticVersion version) {
        String range = conflict.range();
        return range == null
                || VersionRange.parse(range)
                        .filter(parsed -> parsed.contains(version))
                        .isPresent();
    }

    private static void compare(
            PluginContext plugin, DeclaredDependency dependency, DeclaredDependency conflict, Findings findings) {
        Optional<VersionRange> required = VersionRange.parse(text(dependency));
        Optional<VersionRange> conflicting = VersionRange.parse(text(conflict));
        if (required.isEmpty() || conflicting.isEmpty() || !required.get().overlaps(conflicting.get())) {
            return;
        }
        boolean never = required.get().isWithin(conflicting.get());
        findings.add(
                never ? Severity.ERROR : Severity.WARNING,
                "The plugin requires %s %s and conflicts with %s%s"
                        .formatted(
                                dependency.id(),
                                range(dependency),
                                range(conflict),
                                never ? ", so it can never be installed" : " of it"),
                "Remove one of the two entries, or separate their ranges.",
                plugin.at(conflict.pointer()));
    }

    private static String text(DeclaredDependency declared) {
        return declared.range() == null ? "*" : declared.range();
    }

    private static String range(DeclaredDependency declared) {
        return declared.range() == null ? "any version" : declared.range();
    }
}
