package io.powerx.publish.plugin;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.yaml.YamlDocument;
import java.nio.file.Path;

/** Reads plugin.yaml and its catalogs. */
public final class PluginReader {
    private final ProjectFolder project;

    /** @param project folder that contains plugin.yaml */
    public PluginReader(Path project) {
        this(new ProjectFolder(project));
    }

    public PluginReader(ProjectFolder project) {
        this.project = project;
    }

    /**
     * Reads the manifest and merges its catalogs.
     *
     * @throws PublishException {@link ErrorCode#MANIFEST_MISSING} if there is no plugin.yaml,
     *     {@link ErrorCode#MANIFEST_INVALID} if it is not a YAML mapping
     */
    public PluginManifest read() {
        String text = project.text(PluginManifest.FILE, YamlDocument.MAX_LENGTH, ErrorCode.MANIFEST_INVALID)
                .orElseThrow(this::missing);
        YamlDocument document = YamlDocument.parse(PluginManifest.FILE, text, ErrorCode.MANIFEST_INVALID);
        if (!document.root().isObject()) {
            throw PublishException.of(
                            ErrorCode.MANIFEST_INVALID,
                            "read " + PluginManifest.FILE,
                            document.root().isNull() ? "it is empty" : "it is not a mapping of keys to values")
                    .at(document.locate(""));
        }
        return CatalogMerge.merge(project, document);
    }

    private PublishException missing() {
        String found = project.hasFile("plugin.yml")
                ? "there is only a plugin.yml, which PowerX does not read; rename it to plugin.yaml"
                : "there is no such file in " + project.root();
        return PublishException.of(ErrorCode.MANIFEST_MISSING, "read " + PluginManifest.FILE, found)
                .at(project.hasFile("plugin.yml") ? SourceLocation.ofFile("plugin.yml") : null);
    }
}
