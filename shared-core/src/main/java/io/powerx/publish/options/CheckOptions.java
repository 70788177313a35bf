package io.powerx.publish.options;

import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.marketplace.core.CoreSettings;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.sign.SigningSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to check a plugin, alone or as part of a publish.
 *
 * @param notesFile as in {@link PublishOptions}
 * @param offline whether to skip rules that ask the Marketplace
 * @param api the registry whose rules apply
 * @param core settings that only PowerX core's registry needs
 * @param sourceDateEpoch as in {@link PublishOptions}
 * @param build as in {@link PublishOptions}
 * @param signing what the package would be signed with; null if the check does not concern a signature
 */
public record CheckOptions(
        Channel channel,
        @Nullable String notesFile,
        boolean offline,
        ApiGeneration api,
        CoreSettings core,
        ProjectConfiguration project,
        @Nullable Long sourceDateEpoch,
        ReleaseMetadata.@Nullable Build build,
        @Nullable SigningSettings signing) {
    /** publish.yml, or the defaults. */
    public PublishFile file() {
        return project.file();
    }

    /** The check of a publish. */
    public static CheckOptions of(PublishOptions options) {
        return new CheckOptions(
                options.channel(),
                options.notesFile(),
                options.mode().offlinePrecheck(),
                options.target().api(),
                options.target().core(),
                new ProjectConfiguration(options.file(), List.of()),
                options.sourceDateEpoch(),
                options.build(),
                options.signing());
    }
}
