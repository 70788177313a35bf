package io.powerx.publish.stage;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.options.CheckOptions;
import io.powerx.publish.options.PublishOptions;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.PrecheckReport;
import java.util.List;

/** Reads plugin.yaml and the release notes. */
final class InspectStage extends ReadingStage<PublishOptions, Inspected> {
    InspectStage() {
        super("inspect", "Read the plugin");
    }

    @Override
    List<String> plan(PublishContext context, Inspected output) {
        PluginSnapshot plugin = output.plugin();
        return List.of(plugin.id() + " " + plugin.version() + ", channel "
                + context.options().channel().wireName());
    }

    @Override
    StageResult<Inspected> run(PublishContext context, PublishOptions options) {
        Inspected inspected;
        try {
            inspected = Inspected.read(context.workbench(), options.notesFile());
        } catch (PublishException e) {
            throw reported(context, e);
        }
        PluginSnapshot plugin = inspected.plugin();
        context.report(new PublishEvent.PluginRead(
                plugin.id(), plugin.name(), plugin.version(), options.channel().wireName()));
        String build = context.workbench()
                .build()
                .map(folder -> ", built in " + folder)
                .orElse("");
        return new StageResult<>(inspected, plugin.id() + " " + plugin.version() + build);
    }

    /** The publish ends with this error, but the author should learn at once of everything else that is wrong. */
    private static PublishException reported(PublishContext context, PublishException error) {
        boolean ofProject = error.code() == ErrorCode.MANIFEST_MISSING
                || error.code() == ErrorCode.MANIFEST_INVALID
                || error.code() == ErrorCode.NOTES_UNREADABLE;
        if (!ofProject || context.options().mode().skipReason() != null) {
            return error;
        }
        PluginCheck check = new PluginCheck(context.workbench(), CheckOptions.of(context.options()), context.clock());
        PrecheckReport report = check.run(check.inspect(), null);
        long others = report.counts().errors() - 1;
        if (others <= 0) {
            return error;
        }
        context.report(new PublishEvent.FindingsReported(report.findings()));
        return PrecheckStage.reportedTogether(error, others);
    }
}
