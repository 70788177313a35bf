package io.powerx.publish.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.yaml.YamlDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * plugin.yaml with its catalogs, merged as in the host (manifest_merge.go), and the file and line of each value.
 * Problems with catalogs are collected rather than thrown, so that a precheck can report all of them.
 */
public final class PluginManifest {
    /** The name of the manifest in a project and in a package. */
    public static final String FILE = "plugin.yaml";

    private final ProjectFolder project;
    private final YamlDocument document;
    private final JsonNode root;
    private final Map<String, Origin> origins;
    private final List<CatalogProblem> catalogProblems;
    private final List<DeclaredPermission> permissions;

    /** The catalog that a top-level field was read from, and the JSON pointer of the field in the catalog. */
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

    /** The merged manifest. */
    public JsonNode root() {
        return root;
    }

    /** The problems of the catalogs, in the order in which the host reads the catalogs. */
    public List<CatalogProblem> catalogProblems() {
        return catalogProblems;
    }

    /**
     * Whether a field of the merged manifest is known: the catalog that provides it can be read. What depends on an unknown
     * field must not be reported, because a rule reports the catalog.
     */
    public boolean knows(String field) {
        return catalogProblems.stream()
                .noneMatch(problem -> problem.hidesContent() && CatalogMerge.provides(problem.catalog(), field));
    }

    /** The value at a JSON pointer of the merged manifest; a missing node if there is none. */
    public JsonNode at(String pointer) {
        return root.at(pointer);
    }

    /**
     * The trimmed text at a JSON pointer; empty if it is missing, blank, a mapping or a list. Numbers count as text.
     */
    public Optional<String> text(String pointer) {
        JsonNode node = root.at(pointer);
        return node.isValueNode() && !node.isNull()
                ? Optional.of(node.asText().strip()).filter(text -> !text.isEmpty())
                : Optional.empty();
    }

    /** The file, line and column of a JSON pointer of the merged manifest, or of its nearest ancestor. */
    public SourceLocation locate(String pointer) {
        int end = pointer.indexOf('/', 1);
        String field = pointer.isEmpty() ? "" : pointer.substring(1, end < 0 ? pointer.length() : end);
        Origin origin = origins.get(field);
        return origin == null
                ? document.locate(pointer)
                : origin.document().locate(origin.pointer() + pointer.substring(field.length() + 1));
    }

    /** The permissions that the plugin declares, in their order. */
    public List<DeclaredPermission> permissions() {
        return permissions;
    }

    /** The dependencies on other plugins, in their order. */
    public List<DeclaredDependency> dependencies() {
        return DeclaredDependency.all(root);
    }

    /** The plugins that must not be installed next to this one. */
    public List<DeclaredDependency> conflicts() {
        return DeclaredDependency.conflicts(root);
    }

    /** The entries of the host's menu, each before its children. */
    public List<MenuEntry> menus() {
        return MenuEntry.all(root);
    }

    /** The capabilities that the plugin provides, in their order. */
    public List<DeclaredCapability> capabilities() {
        return DeclaredCapability.all(root);
    }

    /** The files and folders that the host uses at run time. */
    public List<RuntimeNeed> runtimeNeeds() {
        return RuntimeNeeds.of(this);
    }

    /** The supported core versions, once for each way in which the manifest declares them. */
    public List<HostRange> hostRanges() {
        return HostRange.all(root);
    }

    /**
     * Why a publish cannot use the id or the version, as a clause such as {@code it has no id}; empty if it can.
     *
     * @param field id or version
     */
    public Optional<String> identityProblem(String field) {
        return SnapshotFactory.problem(this, field);
    }

    /**
     * Extracts what a publish needs.
     *
     * @throws io.powerx.publish.error.PublishException {@link io.powerx.publish.error.ErrorCode#MANIFEST_INVALID} if
     *     id or version is missing or cannot be part of a file name
     */
    public PluginSnapshot snapshot() {
        return snapshot(project);
    }

    /**
     * Like {@link #snapshot()} for a build outside the project.
     *
     * @param sources the folder with the changelog, in the git checkout
     */
    public PluginSnapshot snapshot(ProjectFolder sources) {
        return SnapshotFactory.of(this, sources);
    }
}
