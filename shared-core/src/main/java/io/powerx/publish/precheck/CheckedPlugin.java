package io.powerx.publish.precheck;

import io.powerx.publish.plugin.PluginManifest;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The plugin that was checked, as far as plugin.yaml can be read.
 *
 * @param id null if it is unknown
 * @param name null if it is unknown
 * @param version null if it is unknown
 */
public record CheckedPlugin(
        @Nullable String id,
        @Nullable String name,
        @Nullable String version) implements Serializable {
    static final CheckedPlugin UNKNOWN = new CheckedPlugin(null, null, null);

    static CheckedPlugin of(PluginManifest manifest) {
        String id = manifest.text("/id").orElse(null);
        return new CheckedPlugin(
                id, manifest.text("/name").orElse(id), manifest.text("/version").orElse(null));
    }

    /** Such as {@code com.example.note 1.2.0}. */
    public String label() {
        return id == null ? "the plugin" : version == null ? id : id + " " + version;
    }
}
