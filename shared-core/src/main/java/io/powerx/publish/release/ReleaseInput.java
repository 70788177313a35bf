package io.powerx.publish.release;

import io.powerx.publish.config.Channel;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.PrecheckReport;
import org.jspecify.annotations.Nullable;

/**
 * What a release's metadata is made from.
 *
 * @param firstRelease whether the Marketplace was asked and knows no version of the channel
 * @param previous the newest version of the channel; null for a first release, or where the Marketplace was not asked
 * @param precheck null where the precheck was skipped
 * @param precheckBlocks whether errors of the precheck stop a publish
 * @param build what the CI says; null outside a CI
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
