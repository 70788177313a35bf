package io.powerx.publish;

import io.powerx.publish.error.PublishException;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.options.CheckOptions;
import io.powerx.publish.plugin.PluginSnapshot;
import io.powerx.publish.precheck.PrecheckReport;
import io.powerx.publish.precheck.PrecheckRequest;
import io.powerx.publish.stage.PluginCheck;
import io.powerx.publish.workbench.Workbench;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs the precheck of a publish without publishing. */
public final class Checker {
    private final Workbench workbench;
    private final PublishListener listener;
    private final Clock clock;

    /** @param listener receives the notes about the check itself; the findings are in the report */
    public Checker(Workbench workbench, PublishListener listener, Clock clock) {
        this.workbench = workbench;
        this.listener = listener;
        this.clock = clock;
    }

    /** Connects to the Marketplace that has the versions of the plugin. */
    public interface Connection {
        Marketplace open(String pluginId);
    }

    /**
     * What a check is for.
     *
     * @param connection null if no Marketplace with credentials is configured: rules that need one are skipped then, which a note reports
     *     unless the check is offline
     */
    public record Target(CheckOptions options, @Nullable Connection connection) {}

    /**
     * Reads the plugin, asks each target's Marketplace whether it would register the version, and runs all rules. What does not depend on
     * the target is read once. What cannot be read or reached is a finding like the others.
     *
     * @param targets by their names
     * @return the reports by the names of the targets, in the same order
     * @throws PublishException {@link io.powerx.publish.error.ErrorCode#INTERRUPTED}
     */
    public Map<String, PrecheckReport> check(Map<String, Target> targets) {
        List<PrecheckRequest> requests = new ArrayList<>();
        targets.forEach((name, target) -> requests.add(request(target, targets.size() == 1 ? "" : name)));
        Iterator<PrecheckReport> reports = workbench.precheckAll(requests).iterator();
        Map<String, PrecheckReport> byName = new LinkedHashMap<>();
        targets.keySet().forEach(name -> byName.put(name, reports.next()));
        return byName;
    }

    /** @param name empty for the only target */
    private PrecheckRequest request(Target target, String name) {
        CheckOptions options = target.options();
        Connection connection = target.connection();
        PluginCheck check = new PluginCheck(workbench, options, clock);
        PluginSnapshot plugin = check.inspect();
        if (!options.offline() && connection == null) {
            listener.on(
                    new PublishEvent.Note(
                            PublishEvent.Note.Level.INFO,
                            (name.isEmpty() ? "" : "target " + name + ": ")
                                    + "checked offline, without the published versions: no Marketplace with credentials is configured"));
        }
        if (options.offline() || connection == null || plugin == null) {
            return check.request(plugin, null);
        }
        try (Opened opened = new Opened(() -> connection.open(plugin.id()))) {
            return check.request(plugin, check.ask(plugin, opened, null));
        }
    }

    /** Opens a connection on first use, because a failure of that is a finding, too. */
    private static final class Opened implements Supplier<Marketplace>, AutoCloseable {
        private final Supplier<Marketplace> open;
        private @Nullable Marketplace marketplace;

        Opened(Supplier<Marketplace> open) {
            this.open = open;
        }

        @Override
        public Marketplace get() {
            Marketplace opened = open.get();
            marketplace = opened;
            return opened;
        }

        @Override
        public void close() {
            if (marketplace != null) {
                marketplace.close();
            }
        }
    }
}
