package io.powerx.publish.marketplace;

import io.powerx.publish.config.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A version that the Marketplace has (contract, Version). */
public record VersionInfo(
        String versionId,
        String version,
        Channel channel,
        String status,
        @Nullable Instant publishedAt,
        @Nullable List<String> permissions) {
    private static final Set<String> NEVER_LIVE = Set.of("withdrawn", "rejected", "needs_changes", "awaiting_upload");

    /** Whether no tenant can have it: it was taken back or refused, or never arrived. Its number is taken all the same. */
    public boolean neverLive() {
        return NEVER_LIVE.contains(status);
    }
}
