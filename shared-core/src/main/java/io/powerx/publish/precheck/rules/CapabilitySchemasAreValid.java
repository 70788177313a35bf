package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.CapabilityDescriptors.Descriptor;
import io.powerx.publish.plugin.DeclaredCapability;
import io.powerx.publish.plugin.RuntimeNeed;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import io.powerx.publish.yaml.YamlDocument;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Callers validate their input with the schemas, and core registers no capability whose schema is not JSON. */
final class CapabilitySchemasAreValid extends DescribedRule {
    CapabilitySchemasAreValid() {
        super(
                "PX-E003",
                "The schemas of capabilities are JSON, and the descriptors refer to existing ones",
                CapabilitiesAreDeclared.SOURCE,
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.descriptors().all().findAny().isPresent()
                || !plugin.manifest().capabilities().isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Set<String> schemas = new LinkedHashSet<>();
        for (DeclaredCapability capability : plugin.manifest().capabilities()) {
            JsonNode declared = plugin.manifest().at(capability.pointer() + "/schemas");
            Stream.of("input", "output")
                    .map(declared::path)
                    .flatMap(CapabilitySchemasAreValid::texts)
                    .flatMap(path -> packed(plugin, path).stream())
                    .forEach(schemas::add);
        }
        plugin.descriptors().all().forEach(descriptor -> {
            checkReferences(plugin, descriptor, "/provides", schemas, findings);
            checkReferences(plugin, descriptor, "/consumes", schemas, findings);
        });
        schemas.stream().filter(path -> path.endsWith(".json")).forEach(path -> checkJson(plugin, path, findings));
    }

    private static void checkReferences(
            PluginContext plugin, Descriptor descriptor, String list, Set<String> schemas, Findings findings) {
        YamlDocument document = descriptor.document();
        JsonNode entries = descriptor.at(list);
        for (int i = 0; document != null && entries.isArray() && i < entries.size(); i++) {
            String path = entries.get(i).path("path").asText("").strip();
            if (path.isEmpty() || path.contains("://")) {
                continue;
            }
            Optional<String> found = packed(plugin, path);
            found.ifPresent(schemas::add);
            if (found.isEmpty()) {
                findings.add(
                        Severity.WARNING,
                        "The descriptor refers to a schema that is not packed: " + path,
                        "Add it below contracts/, or correct the path.",
                        document.locate(list + "/" + i + "/path"));
            }
        }
    }

    private static void checkJson(PluginContext plugin, String path, Findings findings) {
        try {
            JsonNode schema = JsonFields.tree(plugin.build(), path);
            if (!schema.isObject() && !schema.isBoolean()) {
                findings.add(
                        "The file is JSON, but not a schema: it must contain an object",
                        "Write the schema as an object, such as {\"type\": \"object\"}.",
                        SourceLocation.ofFile(path));
            }
            for (SchemaTypes.Problem problem : SchemaTypes.problems(schema)) {
                findings.add(
                        Severity.WARNING,
                        "The schema has %s, at %s".formatted(problem.found(), problem.pointer()),
                        problem.remedy(),
                        SourceLocation.ofFile(path));
            }
        } catch (PublishException e) {
            findings.add(
                    "The schema cannot be read: " + e.found(),
                    "Correct " + path + " at this location.",
                    e.location().orElse(SourceLocation.ofFile(path)));
        }
    }

    /** The validator looks below contracts/, core in the plugin. */
    private static Optional<String> packed(PluginContext plugin, String path) {
        return Stream.of(path, "contracts/" + path)
                .flatMap(place -> RuntimeNeed.normalized(place).stream())
                .filter(plugin.packed()::hasFile)
                .findFirst();
    }

    private static Stream<String> texts(JsonNode node) {
        return node.isTextual()
                ? Stream.of(node.textValue().strip())
                : Stream.iterate(0, i -> i < node.size(), i -> i + 1)
                        .map(i -> node.path(i).asText("").strip());
    }
}
