package io.powerx.publish.marketplace;

import io.powerx.publish.config.Channel;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.http.AllowedAddresses;
import io.powerx.publish.pack.Artifact;
import java.util.List;
import java.util.Optional;

/**
 * The registry operations that a publish needs. Each call is retried as far as its route allows, and fails with a {@link PublishException}
 * whose code is derived from the server's problem code, never from its text.
 */
public interface Marketplace extends AutoCloseable {
    /** Registers a version, or attaches to an earlier registration with the same request id. */
    Registration register(PublishRequest request);

    Publish get(String publishId);

    /** Returns new URLs for the parts that were not received yet, and announces artifacts whose sha256 changed. */
    Publish renew(String publishId, List<Artifact> artifacts);

    Publish complete(String publishId, CompleteRequest request);

    Review submit(String versionId, ReviewRequest request);

    Review review(String versionId);

    /** Sets a version's status: {@code withdrawn}, {@code review_paused} or {@code queued}. */
    VersionInfo changeStatus(String versionId, String status, String reason);

    /** The versions of a plugin on a channel, newest first; empty for a plugin that was never published. */
    List<VersionInfo> versions(String pluginId, Channel channel);

    /**
     * Checks what a registration would be refused for, without registering anything.
     *
     * @return empty if the registry does not offer this
     */
    default Optional<PreflightReply> preflight(PreflightRequest request) {
        return Optional.empty();
    }

    /** The addresses to which the Marketplace may direct uploads; to be called after a request. */
    default AllowedAddresses uploadAddresses() {
        return AllowedAddresses.PUBLIC;
    }

    /** The intake of a registry that receives packages itself; empty if it provides signed URLs. */
    default Optional<ArtifactIntake> intake() {
        return Optional.empty();
    }

    /** Closes the connections. */
    @Override
    default void close() {}

    /**
     * The result of a registration.
     *
     * @param replayed whether the publish was registered before
     */
    record Registration(Publish publish, boolean replayed) {}
}
