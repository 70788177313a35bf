package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.powerx.Messages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jenkins.model.RunAction2;
import jenkins.model.Tab;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The prechecks of a build, with their own page, which compares them with those of earlier builds. */
@ExportedBean
public class PrecheckAction extends Tab implements RunAction2 {
    public static final String URL = "powerx-precheck";

    /** Earlier builds on the page, and how many builds are loaded to find them. */
    private static final int EARLIER = 20;

    private static final int LOADED = 60;

    private final List<PrecheckRecord> prechecks = new CopyOnWriteArrayList<>();

    @SuppressFBWarnings(
            value = "UWF_FIELD_NOT_INITIALIZED_IN_CONSTRUCTOR",
            justification = "set when the action is attached to its build or loaded with it")
    private transient Run<?, ?> run;

    public PrecheckAction() {
        super(null);
    }

    /** A build with prechecks, and its number of findings. */
    public record Earlier(int build, int errors, int warnings) {}

    /** Adds a precheck to a build. Does nothing if the build was deleted. */
    public static void record(@NonNull Run<?, ?> run, @NonNull PrecheckRecord precheck) throws IOException {
        synchronized (run) {
            if (!BuildPresence.isPresent(run)) {
                return;
            }
            PrecheckAction action = run.getAction(PrecheckAction.class);
            if (action == null) {
                action = new PrecheckAction();
                run.addAction(action);
            }
            action.prechecks.add(precheck);
            run.save();
        }
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        run = r;
        object = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        run = r;
        object = r;
    }

    public Run<?, ?> getRun() {
        return run;
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
        Run<?, ?> build = run;
        for (int loaded = 0; build != null && loaded < LOADED && trend.size() < EARLIER; loaded++) {
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

    public Api getApi() {
        return new Api(this);
    }
}
