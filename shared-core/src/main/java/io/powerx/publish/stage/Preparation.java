package io.powerx.publish.stage;

import io.powerx.publish.config.ApiGeneration;
import io.powerx.publish.config.Channel;
import io.powerx.publish.config.PublishFile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.Utf8;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.marketplace.core.CoreSettings;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.pack.GeneratedFile;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.PrecheckRequest;
import io.powerx.publish.precheck.ReleaseGates;
import io.powerx.publish.release.ReleaseMetadata;
import io.powerx.publish.release.ReleaseNotes;
import io.powerx.publish.workbench.Workbench;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a plugin before any server is asked, made the same way for a publish, a check and a package alone. */
public record Preparation(PluginSnapshot plugin, ReleaseNotes notes) {
    private static final String RELEASE_NOTES = "docs/release-notes.md";
    private static final int NOTES_LIMIT = 1 << 20;

    /**
     * Reads plugin.yaml and the release notes.
     *
     * @param notesFile relative to the project or absolute; null to take the notes from the changelog
     * @throws PublishException {@link ErrorCode#NOTES_UNREADABLE}, and what {@link Workbench#inspect} throws
     */
    public static Preparation of(Workbench workbench, @Nullable String notesFile) {
        PluginSnapshot plugin = workbench.inspect();
        String text = notesFile == null ? null : notesText(workbench, notesFile);
        return new Preparation(plugin, ReleaseNotes.of(text, plugin));
    }

    /** @param sourceDateEpoch as in {@link PublishOptions} */
    public PackRequest packRequest(PublishFile file, @Nullable Long sourceDateEpoch) {
        return new PackRequest(
                plugin.id(),
                plugin.version(),
                PackageFormat.of(file.artifacts().format()),
                file.artifacts().include(),
                file.artifacts().ignore(),
                List.of(new GeneratedFile(RELEASE_NOTES, notes.text().getBytes(StandardCharsets.UTF_8))),
                sourceDateEpoch);
    }

    /**
     * What the registry's gates will look at.
     *
     * @param build what the CI says of the build; null outside a CI
     */
    public @Nullable ReleaseGates gates(ApiGeneration api, CoreSettings core, ReleaseMetadata.@Nullable Build build) {
        String commit = build == null || build.commit() == null ? plugin.commit() : build.commit();
        return api == ApiGeneration.CORE ? new ReleaseGates(notes.text(), commit, core.coverage()) : null;
    }

    /**
     * A version has to be greater than those that tenants may have. One that was withdrawn or rejected is no measure; whether its own
     * number may be used again is for the Marketplace to say, by content.
     *
     * @param published the channel's versions; null where the Marketplace was not asked
     * @param gates see {@link #gates}; null where the registry has none
     */
    public PrecheckRequest precheckRequest(
            Channel channel,
            @Nullable List<VersionInfo> published,
            PublishFile file,
            PackRequest pack,
            @Nullable ReleaseGates gates) {
        return new PrecheckRequest(
                channel,
                published == null
                        ? null
                        : published.stream()
                                .filter(version -> !version.neverLive())
                                .map(VersionInfo::version)
                                .toList(),
                file.quality().coverageThreshold(),
                file.quality().tests(),
                file.quality().coverage(),
                notes.generated() ? null : notes.text(),
                pack,
                gates);
    }

    private static String notesText(Workbench workbench, String file) {
        byte[] bytes = workbench.read(file, NOTES_LIMIT).orElseThrow(() -> unreadable(file, "there is no such file")
                .build());
        try {
            return Utf8.decode(bytes);
        } catch (CharacterCodingException e) {
            throw unreadable(file, "it is not UTF-8 text").causedBy(e).build();
        }
    }

    private static PublishException.Builder unreadable(String file, String found) {
        return PublishException.of(ErrorCode.NOTES_UNREADABLE, "read the release notes " + file, found);
    }
}
