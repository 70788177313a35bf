package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredDependency;
import io.powerx.publish.plugin.NeighborPlugins.Neighbor;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The host installs dependencies first, so plugins that depend on each other can never be installed. */
final class DependenciesAreAcyclic extends DescribedRule {
    private static final int MAX_DEPTH = 50;

    DependenciesAreAcyclic() {
        super(
                "PX-D003",
                "The plugin's dependencies on other plugins in the repository form no cycle",
                "requirements, dependency compatibility; PowerXDoc, install order by dependency topology",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.text("/id").isPresent()
                && !plugin.manifest().dependencies().isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String own = plugin.text("/id").orElse("");
        Map<String, Neighbor> neighbors = plugin.neighbors();
        for (DeclaredDependency dependency : plugin.manifest().dependencies()) {
            // PX-D001 reports a dependency on itself.
            if (!dependency.optional() && !dependency.id().equals(own)) {
                List<String> path = path(dependency.id(), own, neighbors, new HashSet<>());
                if (!path.isEmpty()) {
                    findings.add(
                            "The dependencies form a cycle: " + own + " -> " + String.join(" -> ", path),
                            "Remove one of the dependencies, or make it optional.",
                            plugin.at(dependency.pointer()));
                }
            }
        }
    }

    /** The ids from one plugin to the other; empty if it does not depend on the other. */
    private static List<String> path(String from, String to, Map<String, Neighbor> neighbors, Set<String> seen) {
        if (from.equals(to)) {
            return List.of(to);
        }
        Neighbor neighbor = neighbors.get(from);
        if (neighbor != null && seen.size() < MAX_DEPTH && seen.add(from)) {
            for (DeclaredDependency next : neighbor.required()) {
                List<String> rest = path(next.id(), to, neighbors, seen);
                if (!rest.isEmpty()) {
                    List<String> path = new ArrayList<>(List.of(from));
                    path.addAll(rest);
                    return path;
                }
            }
        }
        return List.of();
    }
}
