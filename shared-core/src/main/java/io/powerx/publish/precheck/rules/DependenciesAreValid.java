package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredDependency;
import io.powerx.publish.plugin.VersionRange;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The host uses id and range to install dependencies in order. */
final class DependenciesAreValid extends DescribedRule {
    private static final List<String> LISTS = List.of(
            "/dependencies",
            "/dependencies/requires",
            "/dependencies/optional",
            "/dependencies/conflicts",
            "/dependencyList",
            "/conflicts");

    DependenciesAreValid() {
        super(
                "PX-D001",
                "Dependencies are lists, and each has an id and a version range",
                "requirements, dependency compatibility",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.manifest().dependencies().isEmpty()
                || LISTS.stream().anyMatch(list -> isText(plugin.manifest().at(list)));
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        LISTS.forEach(list -> checkForm(plugin, list, findings));
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

    /** The host ignores a field that is neither a list nor a mapping, and with it the dependencies. */
    private static void checkForm(PluginContext plugin, String list, Findings findings) {
        JsonNode node = plugin.manifest().at(list);
        if (isText(node)) {
            String field = list.substring(1).replace('/', '.');
            findings.add(
                    "%s must be a list of dependencies, but it is the text \"%s\"".formatted(field, node.asText()),
                    "Write each dependency as an entry, such as - { id: com.example.plugins.crm, version: \">=1.0.0\" }.",
                    plugin.at(list));
        }
    }

    private static boolean isText(JsonNode node) {
        return node.isValueNode() && !node.isNull();
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
