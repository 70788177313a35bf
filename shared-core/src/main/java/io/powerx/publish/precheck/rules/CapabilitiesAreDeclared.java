package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredCapability;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.HashMap;
import java.util.Map;

/** Core registers the capabilities by id, from their descriptors. */
final class CapabilitiesAreDeclared extends DescribedRule {
    static final String SOURCE = "PowerXPluginBase capability/validator.go; PowerX capability_registry/sync_worker.go";

    CapabilitiesAreDeclared() {
        super(
                "PX-E001",
                "Every provided capability has an id and a descriptor, and is declared once",
                SOURCE,
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.manifest().at("/capabilities/provides").isMissingNode();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        JsonNode provides = plugin.manifest().at("/capabilities/provides");
        if (!provides.isArray() && !provides.isNull()) {
            findings.add(
                    "capabilities.provides is not a list",
                    "Make it a list: start each capability with a hyphen.",
                    plugin.at("/capabilities/provides"));
        }
        Map<String, DeclaredCapability> seen = new HashMap<>();
        for (DeclaredCapability capability : plugin.manifest().capabilities()) {
            if (capability.id().isEmpty()) {
                findings.add(
                        "A provided capability has no id",
                        "Add the id of its descriptor.",
                        plugin.at(capability.pointer()));
                continue;
            }
            if (capability.descriptor().isEmpty()) {
                findings.add(
                        "The capability " + capability.id() + " has no descriptor",
                        "Add descriptor: contracts/capabilities/%s.yaml.".formatted(capability.id()),
                        plugin.at(capability.pointer()));
            }
            DeclaredCapability first = seen.putIfAbsent(capability.id(), capability);
            if (first != null) {
                findings.add(
                        "The capability %s is already declared at %s"
                                .formatted(capability.id(), plugin.at(first.pointer())),
                        "Remove one of the two declarations, or correct its id.",
                        plugin.at(capability.pointer()));
            }
        }
    }
}
