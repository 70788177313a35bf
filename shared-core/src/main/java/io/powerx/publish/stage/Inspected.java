package io.powerx.publish.stage;

import io.powerx.publish.config.PublishFile;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.io.Utf8;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.pack.GeneratedFile;
import io.powerx.publish.pack.PackRequest;
import io.powerx.publish.pack.PackageFormat;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.release.ReleaseNotes;
import io.powerx.publish.workbench.Workbench;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plugin that was read; the same for a publish, a precheck and {@code pack}. */
public record Inspected(PluginSnapshot plugin, ReleaseNotes notes) implements Progress {
    private static final String RELEASE_NOTES = "docs/release-notes.md";
    private static final int MAX_NOTES = 1 << 20;

    /**
     * Reads plugin.yaml and the release notes.
     *
     * @param notesFile relative to the project or absolute; null to take the notes from the changelog
     * @throws PublishException {@link ErrorCode#NOTES_UNREADABLE}, and what {@link Workbench#inspect} throws
     */
    public static Inspected read(Workbench workbench, @Nullable String notesFile) {
        PluginSnapshot plugin = workbench.inspect();
        String text = notesFile == null ? null : notesText(workbench, notesFile);
        return new Inspected(plugin, ReleaseNotes.of(text, plugin));
    }

    /**
     * The packages of the version: one, or one for each platform.
     *
     * @param sourceDateEpoch as in {@link PublishOptions}
     */
    public List<PackRequest> packRequests(PublishFile file, @Nullable Long sourceDateEpoch) {
        return new PackRequest(
                        plugin.id(),
                        plugin.version(),
                        PackageFormat.of(file.artifacts().format()),
                        file.artifacts().level(),
                        file.artifacts().include(),
                        file.artifacts().ignore(),
                        List.of(new GeneratedFile(RELEASE_NOTES, notes.text().getBytes(StandardCharsets.UTF_8))),
                        sourceDateEpoch)
                .on(file.artifacts().platforms());
    }

    static String notesText(Workbench workbench, String file) {
        try {
            byte[] bytes =
                    workbench.read(file, MAX_NOTES).orElseThrow(() -> unreadable(file, "the file does not exist"));
            return Utf8.decode(bytes);
        } catch (CharacterCodingException e) {
            throw unreadable(file, "it is not UTF-8 text").causedBy(e);
        } catch (PublishException e) {
            if (e.code() == ErrorCode.CONFIG_UNREADABLE) {
                throw unreadable(file, e.found()).causedBy(e);
            }
            throw e;
        }
    }

    private static PublishException unreadable(String file, String found) {
        return PublishException.of(ErrorCode.NOTES_UNREADABLE, "read the release notes " + file, found);
    }
}
