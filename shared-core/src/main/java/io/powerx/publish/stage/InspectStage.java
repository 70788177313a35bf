package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.release.ReleaseNotes;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads plugin.yaml and the release notes. */
final class InspectStage implements Stage {
    private static final int NOTES_LIMIT = 1 << 20;

    @Override
    public String id() {
        return "inspect";
    }

    @Override
    public String title() {
        return "Read the plugin";
    }

    @Override
    public boolean readsOnly() {
        return true;
    }

    @Override
    public List<String> plan(PublishRun run) {
        PluginSnapshot plugin = run.plugin();
        return List.of(plugin.id() + " " + plugin.version() + " to "
                + run.options().channel().wireName());
    }

    @Override
    public String run(PublishRun run) {
        PluginSnapshot plugin = run.workbench().inspect();
        run.plugin(plugin);
        run.notes(ReleaseNotes.of(notesText(run), plugin));
        run.listener()
                .on(new PublishEvent.PluginRead(
                        plugin.id(),
                        plugin.name(),
                        plugin.version(),
                        run.options().channel().wireName()));
        return plugin.id() + " " + plugin.version();
    }

    private static @Nullable String notesText(PublishRun run) {
        String file = run.options().notesFile();
        if (file == null) {
            return null;
        }
        byte[] bytes = run.workbench()
                .read(file, NOTES_LIMIT)
                .orElseThrow(() -> unreadable(file, "there is no such file").build());
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unreadable(file, "it is not UTF-8 text").causedBy(e).build();
        }
    }

    private static PublishException.Builder unreadable(String file, String found) {
        return PublishException.of(ErrorCode.NOTES_UNREADABLE, "read the release notes " + file, found);
    }
}
