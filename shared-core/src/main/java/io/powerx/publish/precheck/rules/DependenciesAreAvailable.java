package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredDependency;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.precheck.RegistryState;

/** The host cannot install a plugin whose required dependencies it cannot get. */
final class DependenciesAreAvailable extends RegistryRule {
    DependenciesAreAvailable() {
        super(
                "PX-D005",
                "The Marketplace has an approved version of every dependency in its range",
                "requirements, dependency compatibility; docs/contracts/marketplace.openapi.yaml, preflight",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.request().preflight().isPresent()
                && !plugin.manifest().dependencies().isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        for (RegistryState.Dependency state :
                plugin.request().preflight().orElseThrow().dependencies()) {
            if (!state.satisfied()) {
                plugin.manifest().dependencies().stream()
                        .filter(dependency -> dependency.id().equals(state.id()))
                        .findFirst()
                        .ifPresent(dependency -> report(plugin, dependency, state, findings));
            }
        }
    }

    private static void report(
            PluginContext plugin, DeclaredDependency dependency, RegistryState.Dependency state, Findings findings) {
        String name = (dependency.optional() ? "optional " : "") + "dependency " + state.id();
        String range = dependency.range() == null ? "" : " in the range " + dependency.range();
        findings.add(
                dependency.optional() ? Severity.WARNING : plugin.errorIfStable(),
                state.known()
                        ? "The Marketplace has no approved version of the " + name + range
                                + (state.newest() == null ? "" : "; the newest is " + state.newest())
                        : "The Marketplace does not know the " + name,
                state.known()
                        ? "Correct the range, or publish the required version of the dependency first."
                        : "Correct the id, or publish the dependency first.",
                plugin.at(dependency.pointer()));
    }
}
