package io.powerx.publish.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A dependency on another plugin. Plugins declare dependencies in several forms: a list of texts such as
 * {@code "com.x.crm >=0.5.0"}, a list of mappings with id, version and optional, a mapping from id to range, or
 * {@code requires} and {@code optional} with such lists.
 *
 * @param id empty if the entry has none
 * @param range as written; null if the entry has none
 * @param pointer JSON pointer of the entry in the merged manifest
 */
public record DeclaredDependency(String id, @Nullable String range, boolean optional, String pointer) {
    private static final Pattern REQUIREMENT =
            Pattern.compile("\\s*([A-Za-z0-9][A-Za-z0-9._-]*)\\s*@?\\s*(.*)", Pattern.DOTALL);

    /** The dependencies on other plugins; those on the host are {@link HostRange}s. */
    static List<DeclaredDependency> all(JsonNode manifest) {
        return withHost(manifest)
                .filter(dependency -> !HostRange.isAboutHost(dependency))
                .toList();
    }

    static Stream<DeclaredDependency> withHost(JsonNode manifest) {
        List<DeclaredDependency> all = new ArrayList<>();
        JsonNode dependencies = manifest.path("dependencies");
        if (dependencies.isArray()) {
            addAll(all, dependencies, "/dependencies", false);
        } else if (dependencies.has("requires") || dependencies.has("optional") || dependencies.has("conflicts")) {
            addAll(all, dependencies.path("requires"), "/dependencies/requires", false);
            addAll(all, dependencies.path("optional"), "/dependencies/optional", true);
        } else {
            addAll(all, dependencies, "/dependencies", false);
        }
        addAll(all, manifest.path("dependencyList"), "/dependencyList", false);
        return all.stream();
    }

    /** The plugins that must not be installed next to this one. */
    static List<DeclaredDependency> conflicts(JsonNode manifest) {
        List<DeclaredDependency> all = new ArrayList<>();
        addAll(all, manifest.path("dependencies").path("conflicts"), "/dependencies/conflicts", false);
        addAll(all, manifest.path("conflicts"), "/conflicts", false);
        return List.copyOf(all);
    }

    private static void addAll(List<DeclaredDependency> all, JsonNode node, String pointer, boolean optional) {
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            all.add(of(node.get(i), pointer + "/" + i, optional));
        }
        if (node.isObject()) {
            node.properties().forEach(property -> {
                String place =
                        pointer + "/" + property.getKey().replace("~", "~0").replace("/", "~1");
                all.add(ofRange(property.getKey(), property.getValue(), optional, place));
            });
        }
    }

    private static DeclaredDependency of(JsonNode entry, String pointer, boolean optional) {
        if (!entry.isObject()) {
            Matcher matcher = REQUIREMENT.matcher(entry.asText(""));
            return matcher.matches()
                    ? new DeclaredDependency(matcher.group(1), blankToNull(matcher.group(2)), optional, pointer)
                    : new DeclaredDependency("", blankToNull(entry.asText("")), optional, pointer);
        }
        String id = entry.path("id").asText(entry.path("name").asText("")).strip();
        JsonNode range = entry.has("range") ? entry.path("range") : entry.path("version");
        return ofRange(id, range, optional || entry.path("optional").asBoolean(false), pointer);
    }

    private static DeclaredDependency ofRange(String id, JsonNode range, boolean optional, String pointer) {
        return new DeclaredDependency(id, range.isNull() ? null : blankToNull(range.asText("")), optional, pointer);
    }

    private static @Nullable String blankToNull(String text) {
        return text.isBlank() ? null : text.strip();
    }
}
