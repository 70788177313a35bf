package io.powerx.publish.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.yaml.YamlDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * plugin.yaml with its catalogs merged in, as the host sees it (manifest_merge.go), knowing which line of which file each value is from.
 * What is wrong with the catalogs is kept as problems rather than thrown, so that a precheck can tell all of it.
 */
public final class PluginManifest {
    /** The manifest's name in a project and in a package. */
    public static final String FILE = "plugin.yaml";

    private final ProjectFolder project;
    private final YamlDocument document;
    private final JsonNode root;
    private final Map<String, Origin> origins;
    private final List<CatalogProblem> catalogProblems;
    private final List<DeclaredPermission> permissions;

    /** Where a top-level field that came from a catalog stands: the catalog, and the pointer of the field in it. */
    record Origin(YamlDocument document, String pointer) {}

    PluginManifest(
            ProjectFolder project,
            YamlDocument document,
            JsonNode root,
            Map<String, Origin> origins,
            List<CatalogProblem> catalogProblems) {
        this.project = project;
        this.document = document;
        this.root = root;
        this.origins = Map.copyOf(origins);
        this.catalogProblems = List.copyOf(catalogProblems);
        this.permissions = DeclaredPermission.all(root);
    }

    public ProjectFolder project() {
        return project;
    }

    /** plugin.yaml itself, without the catalogs. */
    public YamlDocument document() {
        return document;
    }

    /** The merged manifest. */
    public JsonNode root() {
        return root;
    }

    /** What is wrong with the catalogs, in the order in which the host reads them. */
    public List<CatalogProblem> catalogProblems() {
        return catalogProblems;
    }

    /** The value at that JSON pointer of the merged manifest; a missing node where there is none. */
    public JsonNode at(String pointer) {
        return root.at(pointer);
    }

    /** The text at that JSON pointer, trimmed; empty where it is missing, blank, a mapping or a list. Numbers count as text. */
    public Optional<String> text(String pointer) {
        JsonNode node = root.at(pointer);
        return node.isValueNode() && !node.isNull()
                ? Optional.of(node.asText().strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    /** The file, line and column of that JSON pointer of the merged manifest, or of its nearest ancestor. */
    public SourceLocation locate(String pointer) {
        int end = pointer.indexOf('/', 1);
        String field = pointer.isEmpty() ? "" : pointer.substring(1, end < 0 ? pointer.length() : end);
        Origin origin = origins.get(field);
        return origin == null
                ? document.locate(pointer)
                : origin.document().locate(origin.pointer() + pointer.substring(field.length() + 1));
    }

    /** The permissions that the plugin asks for, in the order declared. */
    public List<DeclaredPermission> permissions() {
        return permissions;
    }

    /** The plugins that this one needs, in the order declared. */
    public List<DeclaredDependency> dependencies() {
        return DeclaredDependency.all(root);
    }

    /** The core versions that the plugin says it runs on, in each spelling it uses. */
    public List<HostRange> hostRanges() {
        return HostRange.all(root);
    }

    /**
     * What a publish needs to know.
     *
     * @throws io.powerx.publish.error.PublishException {@link io.powerx.publish.error.ErrorCode#MANIFEST_INVALID} where id or version
     *     are missing or could not name a file
     */
    public PluginSnapshot snapshot() {
        return SnapshotFactory.of(this);
    }
}
