package io.powerx.publish.precheck.rules;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.CapabilityDescriptors.Descriptor;
import io.powerx.publish.plugin.DeclaredCapability;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.yaml.YamlDocument;
import java.util.HashMap;
import java.util.Map;

/** The descriptor is what core and other plugins know of a capability. */
final class DescriptorsAreValid extends DescribedRule {
    DescriptorsAreValid() {
        super(
                "PX-E002",
                "The descriptors of capabilities can be read and agree with the manifest",
                CapabilitiesAreDeclared.SOURCE,
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.descriptors().all().findAny().isPresent();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Map<String, Descriptor> ids = new HashMap<>();
        plugin.descriptors().all().forEach(descriptor -> checkFile(descriptor, ids, findings));
        for (DeclaredCapability capability : plugin.manifest().capabilities()) {
            plugin.descriptors()
                    .at(capability.descriptor())
                    .filter(descriptor -> descriptor.document() != null)
                    .ifPresent(descriptor -> compare(plugin, capability, descriptor, findings));
        }
    }

    private static void checkFile(Descriptor descriptor, Map<String, Descriptor> ids, Findings findings) {
        PublishException problem = descriptor.problem();
        YamlDocument document = descriptor.document();
        if (problem != null || document == null) {
            findings.add(
                    "The descriptor cannot be read: " + (problem == null ? "" : problem.found()),
                    "Correct the file at this location.",
                    problem == null
                            ? SourceLocation.ofFile(descriptor.path())
                            : problem.location().orElse(SourceLocation.ofFile(descriptor.path())));
            return;
        }
        String id = descriptor.text("/id");
        Descriptor first = id.isEmpty() ? null : ids.putIfAbsent(id, descriptor);
        if (id.isEmpty()) {
            findings.add(
                    Severity.WARNING, "The descriptor has no id", "Add the id of the capability.", document.locate(""));
        } else if (first != null) {
            findings.add(
                    Severity.WARNING,
                    "The descriptor has the id %s, which %s also has".formatted(id, first.path()),
                    "Remove one of the two files, or correct its id.",
                    document.locate("/id"));
        }
    }

    private static void compare(
            PluginContext plugin, DeclaredCapability capability, Descriptor descriptor, Findings findings) {
        String id = descriptor.text("/id");
        String version = descriptor.text("/version");
        if (!id.isEmpty() && !capability.id().isEmpty() && !id.equals(capability.id())) {
            findings.add(
                    "The capability %s has a descriptor with the id %s: %s"
                            .formatted(capability.id(), id, descriptor.path()),
                    "Use the same id in both files, or refer to the right descriptor.",
                    plugin.at(capability.pointer() + "/id"));
        }
        if (!capability.version().isEmpty() && !version.equals(capability.version())) {
            findings.add(
                    version.isEmpty()
                            ? "The capability %s has the version %s, but its descriptor has none"
                                    .formatted(capability.id(), capability.version())
                            : "The capability %s has the version %s, but its descriptor has %s"
                                    .formatted(capability.id(), capability.version(), version),
                    "Use the same version in the manifest and in " + descriptor.path() + ".",
                    plugin.at(capability.pointer() + "/version"));
        }
        boolean exposed = plugin.manifest()
                .at("/exposure/channels")
                .findValuesAsText("capability")
                .contains(capability.id());
        if (descriptor.at("/metadata/protocols").isEmpty() && !exposed) {
            findings.add(
                    Severity.WARNING,
                    "The capability %s has no metadata.protocols in its descriptor and no channel in exposure, so core"
                                    .formatted(capability.id())
                            + " cannot register it",
                    "Add a protocol, such as rest with method and path, or a channel.",
                    plugin.at(capability.pointer()));
        }
    }
}
