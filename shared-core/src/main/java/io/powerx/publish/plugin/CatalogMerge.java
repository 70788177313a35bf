package io.powerx.publish.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.plugin.CatalogProblem.Kind;
import io.powerx.publish.plugin.PluginManifest.Origin;
import io.powerx.publish.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Merges the catalogs of plugin.yaml into it, following the rules of the host (manifest_merge.go). */
final class CatalogMerge {
    /** The catalogs and the fields that they provide, in the order of the host. */
    private static final List<Catalog> CATALOGS = List.of(
            new Catalog("capabilities", List.of("capabilities")),
            new Catalog("exposure", List.of("exposure")),
            new Catalog("agent_tools", List.of("agent_tools")),
            new Catalog("events", List.of("events")),
            new Catalog("rbac", List.of("rbac", "permissions", "routes")));

    private record Catalog(String name, List<String> fields) {}

    private final ProjectFolder project;
    private final YamlDocument manifest;
    private final ObjectNode merged;
    private final Map<String, Origin> origins = new LinkedHashMap<>();
    private final List<CatalogProblem> problems = new ArrayList<>();

    private CatalogMerge(ProjectFolder project, YamlDocument manifest) {
        this.project = project;
        this.manifest = manifest;
        this.merged = manifest.root().deepCopy();
    }

    /** Whether the catalog may contain the field. */
    static boolean provides(String catalog, String field) {
        return CATALOGS.stream()
                .anyMatch(each -> each.name().equals(catalog) && each.fields().contains(field));
    }

    static PluginManifest merge(ProjectFolder project, YamlDocument manifest) {
        CatalogMerge merge = new CatalogMerge(project, manifest);
        CATALOGS.forEach(merge::add);
        return new PluginManifest(project, manifest, merge.merged, merge.origins, merge.problems);
    }

    private void add(Catalog catalog) {
        String name = catalog.name();
        String path = manifest.root().path("catalogs").path(name).asText("").strip();
        if (!path.isEmpty()) {
            read(name, path).ifPresent(document -> catalog.fields().forEach(field -> addField(name, field, document)));
        }
    }

    private Optional<YamlDocument> read(String catalog, String path) {
        SourceLocation reference = manifest.locate("/catalogs/" + catalog);
        if (project.resolve(path).isEmpty()) {
            problem(
                    Kind.PATH,
                    catalog,
                    "catalogs." + catalog + " is not a path inside the plugin: " + path,
                    "Use a path relative to plugin.yaml, such as ./plugin.d/" + catalog + ".yaml.",
                    reference);
            return Optional.empty();
        }
        if (!project.hasFile(path)) {
            problem(
                    Kind.MISSING,
                    catalog,
                    "catalogs." + catalog + " refers to a file that does not exist: " + path,
                    "Add the file, or correct the path.",
                    reference);
            return Optional.empty();
        }
        String file = ProjectFolder.withoutLeadingDots(path);
        try {
            YamlDocument document = project.yaml(file);
            if (document.root().isObject() || document.root().isNull()) {
                return Optional.of(document);
            }
            problem(
                    Kind.UNREADABLE,
                    catalog,
                    "The catalog is not a mapping",
                    "Start with " + catalog + ":.",
                    document.locate(""));
        } catch (PublishException e) {
            problem(
                    Kind.UNREADABLE,
                    catalog,
                    "The catalog cannot be read: " + e.found(),
                    "Correct the file at this location.",
                    e.location().orElse(SourceLocation.ofFile(file)));
        }
        return Optional.empty();
    }

    private void addField(String catalog, String field, YamlDocument document) {
        Optional<String> pointer = find(document.root(), field);
        if (pointer.isEmpty()) {
            if (!merged.has(field)) {
                problem(
                        Kind.FIELD_MISSING,
                        catalog,
                        "The catalog " + catalog + " has no field \"" + field + "\"",
                        "Add " + field + ": to " + document.file() + ", or remove the catalog from plugin.yaml.",
                        SourceLocation.ofFile(document.file()));
            }
            return;
        }
        if (!isEmpty(manifest.root().path(field))) {
            problem(
                    Kind.CONFLICT,
                    catalog,
                    "catalog conflict on field \"%s\" (catalog=%s): it is declared in plugin.yaml and in %s"
                            .formatted(field, catalog, document.file()),
                    "Declare it only in " + document.file() + ".",
                    manifest.locate("/" + field));
            return;
        }
        merged.set(field, document.root().at(pointer.get()));
        origins.put(field, new Origin(document, pointer.get()));
    }

    private static Optional<String> find(JsonNode catalog, String field) {
        for (String pointer : List.of("/" + field, "/manifest/" + field)) {
            if (!isEmpty(catalog.at(pointer))) {
                return Optional.of(pointer);
            }
        }
        boolean bareResources = field.equals("rbac") && catalog.has("resources");
        return bareResources ? Optional.of("") : Optional.empty();
    }

    private static boolean isEmpty(JsonNode node) {
        return node.isContainerNode()
                ? node.isEmpty()
                : node.isMissingNode() || node.isNull() || node.asText().isBlank();
    }

    private void problem(Kind kind, String catalog, String message, String remedy, SourceLocation where) {
        problems.add(new CatalogProblem(kind, catalog, message, remedy, where));
    }
}
