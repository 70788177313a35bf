package io.powerx.publish.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The core versions that a plugin supports. There are six ways to declare them in the documentation and plugins of
 * PowerX: {@code corex_version}; {@code min_core} and {@code max_core}; {@code compatibility.corex_min} and
 * {@code corex_max}; {@code compatibility.powerx_min} and {@code powerx_max};
 * {@code dependencyList: ["corex>=2.3.0"]}; {@code dependencies: ["powerx>=1.0.0"]}, in each form of a
 * {@link DeclaredDependency}.
 *
 * @param range such as {@code >=0.6.0 <0.9.0}; bounds without an operator get one
 * @param pointer JSON pointer of the declaration
 */
public record HostRange(String range, String pointer) {
    private static final Set<String> HOST_NAMES = Set.of("core", "corex", "powerx");

    static List<HostRange> all(JsonNode manifest) {
        List<HostRange> ranges = new ArrayList<>();
        addText(ranges, manifest, "/corex_version");
        addBounds(ranges, manifest, "/min_core", "/max_core");
        addBounds(ranges, manifest, "/compatibility/corex_min", "/compatibility/corex_max");
        addBounds(ranges, manifest, "/compatibility/powerx_min", "/compatibility/powerx_max");
        DeclaredDependency.withHost(manifest)
                .filter(HostRange::isAboutHost)
                .map(host -> new HostRange(host.range() == null ? "*" : host.range(), host.pointer()))
                .forEach(ranges::add);
        return ranges;
    }

    /** Whether a dependency such as {@code "powerx>=1.0.0"} refers to the host rather than to another plugin. */
    static boolean isAboutHost(DeclaredDependency dependency) {
        return HOST_NAMES.contains(dependency.id());
    }

    private static void addText(List<HostRange> ranges, JsonNode manifest, String pointer) {
        String text = text(manifest, pointer);
        if (!text.isEmpty()) {
            ranges.add(new HostRange(text, pointer));
        }
    }

    private static void addBounds(List<HostRange> ranges, JsonNode manifest, String lowest, String highest) {
        String from = text(manifest, lowest);
        String to = text(manifest, highest);
        String range = (withOperator(">=", from) + " " + withOperator("<=", to)).strip();
        if (!range.isEmpty()) {
            ranges.add(new HostRange(range, from.isEmpty() ? highest : lowest));
        }
    }

    private static String withOperator(String operator, String bound) {
        return bound.isEmpty() || "<>=^~".indexOf(bound.charAt(0)) >= 0 ? bound : operator + bound;
    }

    private static String text(JsonNode manifest, String pointer) {
        JsonNode node = manifest.at(pointer);
        return node.isNull() ? "" : node.asText("").strip();
    }
}
