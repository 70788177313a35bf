package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.Api;
import hudson.model.Run;
import java.util.function.Supplier;
import jenkins.model.RunAction2;
import jenkins.model.Tab;

/** A tab of a build, which is stored with the build. */
public abstract class BuildTab extends Tab implements RunAction2 {
    private transient Run<?, ?> run;

    BuildTab() {
        super(null);
    }

    /** The tab of a build, which is added if the build has none. The caller holds the lock of the build, and saves it. */
    static <T extends BuildTab> T attached(
            @NonNull Run<?, ?> run, @NonNull Class<T> type, @NonNull Supplier<T> created) {
        T tab = run.getAction(type);
        if (tab == null) {
            tab = created.get();
            run.addAction(tab);
        }
        return tab;
    }

    @Override
    public void onAttached(Run<?, ?> r) {
        run = r;
        object = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        onAttached(r);
    }

    public Run<?, ?> getRun() {
        return run;
    }

    public Api getApi() {
        return new Api(this);
    }
}
