package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Run;
import io.jenkins.plugins.powerx.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The prechecks of a build, with their own page, which compares them with those of earlier builds. */
@ExportedBean
public class PrecheckAction extends BuildTab {
    public static final String URL = "powerx-precheck";

    /** Earlier builds on the page, and how many builds are loaded to find them. */
    private static final int MAX_EARLIER = 20;

    private static final int MAX_LOADED = 60;

    private final List<PrecheckRecord> prechecks = new CopyOnWriteArrayList<>();

    /** A build with prechecks, and its number of findings. */
    public record Earlier(int build, int errors, int warnings) {}

    /** Adds a precheck to a build. Does nothing if the build was deleted. */
    public static void record(@NonNull Run<?, ?> run, @NonNull PrecheckRecord precheck) throws IOException {
        synchronized (run) {
            if (BuildPresence.isPresent(run)) {
                attached(run, PrecheckAction.class, PrecheckAction::new)
                        .prechecks
                        .add(precheck);
                run.save();
            }
        }
    }

    @Exported
    public List<PrecheckRecord> getPrechecks() {
        return prechecks;
    }

    @Exported
    public int getErrors() {
        return prechecks.stream().mapToInt(PrecheckRecord::getErrors).sum();
    }

    @Exported
    public int getWarnings() {
        return prechecks.stream().mapToInt(PrecheckRecord::getWarnings).sum();
    }

    /** This build and the latest builds with prechecks before it, the newest first. */
    public List<Earlier> getTrend() {
        List<Earlier> trend = new ArrayList<>();
        Run<?, ?> build = getRun();
        for (int loaded = 0; build != null && loaded < MAX_LOADED && trend.size() < MAX_EARLIER; loaded++) {
            PrecheckAction action = build.getAction(PrecheckAction.class);
            if (action != null) {
                trend.add(new Earlier(build.getNumber(), action.getErrors(), action.getWarnings()));
            }
            build = build.getPreviousBuild();
        }
        return trend;
    }

    @CheckForNull
    @Override
    public String getIconFileName() {
        return "symbol-shield-warning";
    }

    @Override
    public String getDisplayName() {
        return Messages.PrecheckAction_DisplayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }
}
