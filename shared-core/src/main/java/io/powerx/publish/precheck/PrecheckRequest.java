package io.powerx.publish.precheck;

import io.powerx.publish.config.Channel;
import io.powerx.publish.pack.PackRequest;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to check against.
 *
 * @param publishedVersions versions of the channel, newest first; null where the Marketplace was not asked
 * @param coverageThreshold percent of lines
 * @param notes the release notes' text; null where there are none
 * @param pack what would be packed
 */
public record PrecheckRequest(
        Channel channel,
        @Nullable List<String> publishedVersions,
        double coverageThreshold,
        @Nullable String notes,
        PackRequest pack)
        implements Serializable {}
