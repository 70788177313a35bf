package io.powerx.publish;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.VersionInfo;
import io.powerx.publish.options.CheckOptions;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.stage.Inspected;
import io.powerx.publish.workbench.Workbench;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the precheck of a publish without publishing. */
public final class Checker {
    private final Workbench workbench;
    private final PublishListener listener;

    /** @param listener receives the notes about the check itself; the findings are in the {@link Result} */
    public Checker(Workbench workbench, PublishListener listener) {
        this.workbench = workbench;
        this.listener = listener;
    }

    /** Connects to the Marketplace that has the versions of the plugin. */
    public interface Connection {
        Marketplace open(String pluginId);
    }

    /** The checked plugin and the findings. */
    public record Result(PluginSnapshot plugin, PrecheckReport report) {}

    /**
     * Reads the plugin, asks the Marketplace for the versions it has, and runs all rules.
     *
     * @param connection null if no Marketplace with credentials is configured: rules that need one are skipped then, which a note reports
     *     unless the check is offline
     * @throws PublishException if the plugin cannot be read or the Marketplace cannot be asked; findings are not errors
     */
    public Result check(CheckOptions options, @Nullable Connection connection) {
        Inspected inspected = Inspected.read(workbench, options.notesFile());
        List<VersionInfo> published = published(inspected.plugin().id(), options, connection);
        return new Result(inspected.plugin(), workbench.precheck(inspected.precheckRequest(options, published)));
    }

    private @Nullable List<VersionInfo> published(
            String pluginId, CheckOptions options, @Nullable Connection connection) {
        if (options.offline()) {
            return null;
        }
        if (connection == null) {
            listener.on(new PublishEvent.Note(
                    PublishEvent.Note.Level.INFO,
                    "checked offline, without the published versions: no Marketplace with credentials is configured"));
            return null;
        }
        try (Marketplace marketplace = connection.open(pluginId)) {
            return marketplace.versions(pluginId, options.channel());
        }
    }
}
