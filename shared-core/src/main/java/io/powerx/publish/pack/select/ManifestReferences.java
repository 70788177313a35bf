package io.powerx.publish.pack.select;

import io.powerx.publish.pack.EntryName;
import io.powerx.publish.plugin.PluginFolders;
import io.powerx.publish.plugin.PluginManifest;
import io.powerx.publish.plugin.PluginReader;
import io.powerx.publish.plugin.RuntimeNeed;
import io.powerx.publish.plugin.RuntimeNeed.Kind;
import io.powerx.publish.plugin.RuntimeNeed.Presence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files that plugin.yaml refers to, which are packed wherever they are: the host does not install a plugin without them. */
final class ManifestReferences {
    /** Folders with sources; a reference to one does not mean that everything in it is packed. */
    private static final Set<String> TOO_WIDE = Set.of("", "backend", "web-admin", "docs");

    /** A process only starts there. */
    private static final String WORKING_FOLDER = "/migrations/workdir";

    private ManifestReferences() {}

    /**
     * The paths of these files and folders, each with a JSON pointer of a field that refers to it. The precheck reports references that
     * point outside the project.
     */
    static Map<String, String> of(PluginFolders folders) {
        PluginManifest manifest = new PluginReader(folders.buildFolder()).read();
        Map<String, String> references = new LinkedHashMap<>();
        for (RuntimeNeed need : manifest.runtimeNeeds()) {
            if (need.pointer().equals(WORKING_FOLDER)) {
                continue;
            }
            need.places().stream()
                    .map(RuntimeNeed::normalized)
                    .flatMap(Optional::stream)
                    .filter(place -> isUnambiguous(manifest, need, place))
                    .filter(path ->
                            !TOO_WIDE.contains(path) && EntryName.problem(path).isEmpty())
                    .forEach(path -> references.putIfAbsent(path, need.pointer()));
        }
        return references;
    }

    /** Whether everything at that path is needed. What only may be a path, or a file, could be a folder with sources. */
    private static boolean isUnambiguous(PluginManifest manifest, RuntimeNeed need, String place) {
        return need.kind() == Kind.FOLDER
                ? need.presence() != Presence.POSSIBLE
                : manifest.project().hasFile(place);
    }
}
