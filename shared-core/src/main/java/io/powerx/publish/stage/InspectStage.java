package io.powerx.publish.stage;

import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.plugin.PluginSnapshot;
import java.util.List;

/** Reads plugin.yaml and the release notes. */
final class InspectStage extends ReadingStage<PublishOptions, Inspected> {
    InspectStage() {
        super("inspect", "Read the plugin");
    }

    @Override
    List<String> plan(PublishContext context, Inspected output) {
        PluginSnapshot plugin = output.plugin();
        return List.of(plugin.id() + " " + plugin.version() + " to "
                + context.options().channel().wireName());
    }

    @Override
    StageResult<Inspected> run(PublishContext context, PublishOptions options) {
        Inspected inspected = Inspected.read(context.workbench(), options.notesFile());
        PluginSnapshot plugin = inspected.plugin();
        context.report(new PublishEvent.PluginRead(
                plugin.id(), plugin.name(), plugin.version(), options.channel().wireName()));
        return new StageResult<>(inspected, plugin.id() + " " + plugin.version());
    }
}
