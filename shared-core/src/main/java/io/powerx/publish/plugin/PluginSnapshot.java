package io.powerx.publish.plugin;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a publish needs to know of a plugin.
 *
 * @param hostRange core versions it runs on, from any of the six spellings; null where the manifest does not say
 * @param permissions codes or {@code resource:action}, sorted, without duplicates
 * @param commit the project's git commit, 40 hex digits; null outside a git checkout
 * @param changelog the section of CHANGELOG.md about this version; null where there is none
 */
public record PluginSnapshot(
        String id,
        String name,
        String version,
        @Nullable String description,
        @Nullable String hostRange,
        List<String> permissions,
        List<Dependency> dependencies,
        boolean hasMigrations,
        @Nullable String commit,
        @Nullable String repository,
        @Nullable String changelog)
        implements Serializable {
    public record Dependency(String id, @Nullable String range, boolean optional) implements Serializable {}
}
