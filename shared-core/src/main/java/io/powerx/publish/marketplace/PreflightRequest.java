package io.powerx.publish.marketplace;

import io.powerx.publish.config.Channel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The version that a preflight is about (contract, preflight).
 *
 * @param contentDigest in hex; null if the content is not known yet
 * @param dependencies required and optional ones
 */
public record PreflightRequest(
        String pluginId,
        String version,
        Channel channel,
        @Nullable String contentDigest,
        List<Dependency> dependencies) {
    public record Dependency(String id, String range) {}
}
