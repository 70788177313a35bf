package io.powerx.publish.stage;

import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.plugin.PluginSnapshot;
import java.util.List;

/** Reads plugin.yaml and the release notes. */
final class InspectStage implements Stage {
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
        Preparation prepared = Preparation.of(run.workbench(), run.options().notesFile());
        PluginSnapshot plugin = prepared.plugin();
        run.plugin(plugin);
        run.notes(prepared.notes());
        run.listener()
                .on(new PublishEvent.PluginRead(
                        plugin.id(),
                        plugin.name(),
                        plugin.version(),
                        run.options().channel().wireName()));
        return plugin.id() + " " + plugin.version();
    }
}
