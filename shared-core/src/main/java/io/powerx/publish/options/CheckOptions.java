package io.powerx.publish.options;

import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.marketplace.core.CoreSettings;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.sign.SigningSettings;
import org.jspecify.annotations.Nullable;

/**
 * How to check a plugin, alone or as part of a publish.
 *
 * @param notesFile as in {@link PublishOptions}
 * @param offline whether to skip rules that ask the Marketplace
 * @param api the registry whose rules apply
 * @param core settings that only PowerX core's registry needs
 * @param file the project's configuration
 * @param sourceDateEpoch as in {@link PublishOptions}
 * @param build as in {@link PublishOptions}
 * @param tag as in {@link PublishOptions.Mode}
 * @param signing what the package would be signed with; null if the check does not concern a signature
 */
public record CheckOptions(
        Channel channel,
        @Nullable String notesFile,
        boolean offline,
        ApiGeneration api,
        CoreSettings core,
        PublishFile file,
        @Nullable Long sourceDateEpoch,
        ReleaseMetadata.@Nullable Build build,
        @Nullable SigningSettings signing,
        @Nullable String tag) {
    /** The check of a publish. */
    public static CheckOptions of(PublishOptions options) {
        return new CheckOptions(
                options.channel(),
                options.notesFile(),
                options.mode().offlinePrecheck(),
                options.target().api(),
                options.target().core(),
                options.file(),
                options.sourceDateEpoch(),
                options.build(),
                options.signing(),
                options.mode().tag());
    }
}
