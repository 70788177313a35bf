package io.powerx.publish.plugin;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a publish needs to know about a plugin.
 *
 * @param hostRange supported core versions (see {@link HostRange}); null if the manifest does not declare them
 * @param permissions codes or {@code resource:action}, sorted, without duplicates
 * @param defaultGrants {@code role: permission} for each permission that a role gets by default, sorted
 * @param commit of the git checkout, in hex; null if unknown
 * @param repository URL of the git remote without credentials; null if unknown
 * @param changelog the section of CHANGELOG.md for this version; null if there is none
 * @param commitNotes notes from the commits since the previous version (see {@link CommitNotes}); null if the changelog
 *     has a section, or there is no history
 * @param previous the previous version as its git tag or its package shows it; null if there is neither
 */
public record PluginSnapshot(
        String id,
        String name,
        String version,
        @Nullable String hostRange,
        List<String> permissions,
        List<String> defaultGrants,
        List<Dependency> dependencies,
        boolean hasMigrations,
        @Nullable String commit,
        @Nullable String repository,
        @Nullable String changelog,
        @Nullable String commitNotes,
        @Nullable PreviousRelease previous)
        implements Serializable {
    /** The same plugin, with the version before it. */
    public PluginSnapshot following(PreviousRelease version) {
        return new PluginSnapshot(
                id,
                name,
                this.version,
                hostRange,
                permissions,
                defaultGrants,
                dependencies,
                hasMigrations,
                commit,
                repository,
                changelog,
                commitNotes,
                version);
    }

    public record Dependency(String id, @Nullable String range, boolean optional) implements Serializable {}
}
