package io.powerx.publish.marketplace;

import io.powerx.publish.config.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A version in the registry (contract, Version). */
public record VersionInfo(
        String versionId,
        String version,
        Channel channel,
        String status,
        @Nullable Instant publishedAt,
        @Nullable List<String> permissions) {
    private static final Set<String> NEVER_LIVE = Set.of("withdrawn", "rejected", "needs_changes", "awaiting_upload");

    /** Whether no tenant can have the version: it was withdrawn or rejected, or never uploaded. Its number is still taken. */
    public boolean neverLive() {
        return NEVER_LIVE.contains(status);
    }
}
