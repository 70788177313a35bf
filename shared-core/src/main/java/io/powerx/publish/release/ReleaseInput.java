package io.powerx.publish.release;

import io.powerx.publish.config.Channel;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.PrecheckReport;
import org.jspecify.annotations.Nullable;

/**
 * The input for the metadata of a release.
 *
 * @param firstRelease whether the Marketplace was queried and has no version in the channel
 * @param previous the newest version of the channel; null for a first release, or if the Marketplace was not queried
 * @param precheck null if the precheck was skipped
 * @param precheckBlocks whether precheck errors stop the publish
 * @param build facts from the CI; null outside a CI
 */
public record ReleaseInput(
        PluginSnapshot plugin,
        Channel channel,
        ReleaseNotes notes,
        PublishFile file,
        boolean firstRelease,
        @Nullable PublishedVersion previous,
        @Nullable PrecheckReport precheck,
        boolean precheckBlocks,
        ReleaseMetadata.@Nullable Build build) {}
