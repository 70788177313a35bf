package io.powerx.publish.pack.select;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.pack.EntryName;
import io.powerx.publish.plugin.PluginManifest;
import io.powerx.publish.plugin.PluginReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The files that plugin.yaml refers to: the host does not install a plugin without them (manifest.go and loader.go of the host). */
final class ManifestReferences {
    private static final List<String> POINTERS = List.of(
            "/runtime/entry",
            "/backend/entry",
            "/endpoints/grpc/proto_dir",
            "/frontend/admin/static_dir",
            "/frontend/admin/i18n/dir",
            "/frontend/admin/process/entry",
            "/migrations/entry",
            "/migrations/rollback_entry",
            "/migrations/dir",
            "/assets/public_dir",
            "/assets/webAdminPath");

    /** Folders with sources; a reference to one does not mean that everything in it is packed. */
    private static final Set<String> TOO_WIDE = Set.of(".", "backend", "web-admin", "docs");

    private ManifestReferences() {}

    /** Patterns for these files. The precheck reports references that point outside the project or contain wildcards. */
    static List<Glob> of(Path project) {
        PluginManifest manifest = new PluginReader(project).read();
        JsonNode catalogs = manifest.document().root().path("catalogs");
        return Stream.concat(
                        POINTERS.stream().map(pointer -> manifest.text(pointer).orElse("")),
                        StreamSupport.stream(catalogs.spliterator(), false).map(JsonNode::asText))
                .map(path -> path.replaceFirst("^(?:\\./)+", "").replaceFirst("/+$", ""))
                .filter(path -> EntryName.problem(path).isEmpty() && !TOO_WIDE.contains(path))
                .filter(path -> path.chars().noneMatch(c -> "*?[]{}".indexOf(c) >= 0))
                .map(path -> Glob.of("/" + path))
                .toList();
    }
}
