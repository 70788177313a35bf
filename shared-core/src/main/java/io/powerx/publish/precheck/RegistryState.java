package io.powerx.publish.precheck;

import io.powerx.publish.config.Channel;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the Marketplace reports about the plugin.
 *
 * @param versions newest first, on all channels that were asked for
 * @param preflight null if the Marketplace offers no preflight
 */
public record RegistryState(List<Listed> versions, @Nullable Preflight preflight) implements Serializable {
    /** The tolerance that is usual for tokens; S3 rejects signatures that are more than 15 minutes off. */
    public static final Duration TOLERATED_SKEW = Duration.ofMinutes(5);

    /**
     * A version in the Marketplace.
     *
     * @param live whether tenants can have it
     * @param approved whether a reviewer has approved it
     */
    public record Listed(String version, Channel channel, boolean live, boolean approved) implements Serializable {}

    /** The state of the version number. */
    public enum VersionState {
        FREE,
        SAME_CONTENT,
        TAKEN,
        LOWER
    }

    /**
     * @param newest the newest approved version of the channel; null if there is none
     * @param limitBytes the size of the largest package that is accepted; null if it is unknown
     * @param clockSkew how far this machine's clock is ahead of the Marketplace's, negative if it is behind; null if
     *     it is unknown
     */
    public record Preflight(
            VersionState version,
            @Nullable String newest,
            List<Dependency> dependencies,
            @Nullable Long limitBytes,
            @Nullable Duration clockSkew)
            implements Serializable {}

    /**
     * A dependency that was asked for.
     *
     * @param known whether the Marketplace has the plugin
     * @param satisfied whether it has a version in the range
     * @param newest its newest version; null if it is unknown
     */
    public record Dependency(
            String id,
            boolean known,
            boolean satisfied,
            @Nullable String newest) implements Serializable {}

    /** The versions of a channel that tenants can have. */
    List<String> live(Channel channel) {
        return versions.stream()
                .filter(version -> version.live() && version.channel() == channel)
                .map(Listed::version)
                .toList();
    }
}
