package io.powerx.publish.marketplace;

import io.powerx.publish.config.Channel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A version that the Marketplace has (contract, Version). */
public record VersionInfo(
        String versionId,
        String version,
        Channel channel,
        String status,
        @Nullable Instant publishedAt,
        @Nullable List<String> permissions) {}
