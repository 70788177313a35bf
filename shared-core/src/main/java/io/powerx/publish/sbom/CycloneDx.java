package io.powerx.publish.sbom;

import io.powerx.publish.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes CycloneDX 1.6 (ECMA-424) as JSON, without a random serial number and without the time of the clock. */
final class CycloneDx {
    private static final String SCHEMA = "http://cyclonedx.org/schema/bom-1.6.schema.json";
    private static final String PREFIX = "px-publish:";

    private CycloneDx() {}

    /**
     * @param components sorted
     * @param sources the files that list a component, by its purl
     * @param complete whether all files could be read
     */
    static byte[] write(
            SbomSubject subject, List<Component> components, Map<String, Set<String>> sources, boolean complete) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", SCHEMA);
        document.put("bomFormat", "CycloneDX");
        document.put("specVersion", BillOfMaterials.SPEC_VERSION);
        document.put("version", 1);
        document.put("metadata", metadata(subject));
        List<Map<String, Object>> listed = new ArrayList<>();
        for (Component component : components) {
            listed.add(component(component, sources.getOrDefault(component.purl(), Set.of())));
        }
        document.put("components", listed);
        document.put("compositions", List.of(Map.of("aggregate", complete ? "unknown" : "incomplete")));
        return Json.writePretty(document).getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> metadata(SbomSubject subject) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        Instant created = subject.created();
        if (created != null) {
            metadata.put("timestamp", created.truncatedTo(ChronoUnit.SECONDS).toString());
        }
        Map<String, Object> tool = new LinkedHashMap<>();
        tool.put("type", "application");
        tool.put("name", "px-publish");
        tool.put("version", subject.toolVersion());
        metadata.put("tools", Map.of("components", List.of(tool)));
        Map<String, Object> plugin = new LinkedHashMap<>();
        plugin.put("type", "application");
        plugin.put("bom-ref", reference(subject));
        plugin.put("name", subject.pluginId());
        plugin.put("version", subject.version());
        if (subject.description() != null) {
            plugin.put("description", subject.description());
        }
        plugin.put("purl", reference(subject));
        plugin.put(
                "properties",
                List.of(property("title", subject.name()), property("contentDigest", subject.contentDigest())));
        metadata.put("component", plugin);
        return metadata;
    }

    private static String reference(SbomSubject subject) {
        return "pkg:generic/" + PercentEncoding.encode(subject.pluginId()) + "@"
                + PercentEncoding.encode(subject.version());
    }

    private static Map<String, Object> component(Component component, Set<String> sources) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", "library");
        fields.put("bom-ref", component.purl());
        if (!component.group().isEmpty()) {
            fields.put("group", component.group());
        }
        fields.put("name", component.name());
        if (component.version() != null) {
            fields.put("version", component.version());
        }
        fields.put("scope", component.scope().wireName());
        if (!component.hashes().isEmpty()) {
            List<Map<String, String>> hashes = new ArrayList<>();
            new TreeMap<>(component.hashes()).forEach((algorithm, content) -> {
                Map<String, String> hash = new LinkedHashMap<>();
                hash.put("alg", algorithm);
                hash.put("content", content);
                hashes.add(hash);
            });
            fields.put("hashes", hashes);
        }
        fields.put("purl", component.purl());
        fields.put(
                "properties",
                sources.stream().map(source -> property("source", source)).toList());
        return fields;
    }

    private static Map<String, String> property(String name, String value) {
        Map<String, String> property = new LinkedHashMap<>();
        property.put("name", PREFIX + name);
        property.put("value", value);
        return property;
    }
}
