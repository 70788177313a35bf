package io.powerx.publish.marketplace;

import io.powerx.publish.config.Channel;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.pack.Artifact;
import java.util.List;
import java.util.Optional;

/**
 * What a publish needs of a Marketplace. Every call retries by itself as far as its route allows, and every failure is a
 * {@link PublishException} whose code comes from the server's problem code, never from its text.
 */
public interface Marketplace extends AutoCloseable {
    /** Registers a version, or attaches to the same request made before. */
    Registration register(PublishRequest request);

    Publish get(String publishId);

    /** Fresh URLs for the parts not received yet; artifacts whose sha256 changed are announced anew. */
    Publish renew(String publishId, List<Artifact> artifacts);

    Publish complete(String publishId, CompleteRequest request);

    Review submit(String versionId, ReviewRequest request);

    Review review(String versionId);

    /** Sets a version's status: {@code withdrawn}, {@code review_paused} or {@code queued}. */
    VersionInfo changeStatus(String versionId, String status, String reason);

    /** The versions of a plugin on a channel, newest first; empty for a plugin that was never published. */
    List<VersionInfo> versions(String pluginId, Channel channel);

    /** Where packages are handed over, for a registry that names no signed addresses; empty for one that does. */
    default Optional<ArtifactIntake> intake() {
        return Optional.empty();
    }

    /** Lets go of connections. */
    @Override
    default void close() {}

    /**
     * The answer to a registration.
     *
     * @param replayed whether the server had the same request before
     */
    record Registration(Publish publish, boolean replayed) {}
}
