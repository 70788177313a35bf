package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractProject;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import java.io.IOException;
import jenkins.tasks.SimpleBuildStep;

/** A step as a build step for freestyle jobs, on the thread of the executor, which a freestyle build occupies anyway. */
abstract class FreestyleStep extends Builder implements SimpleBuildStep {
    /** The build that runs the step, and where. */
    record Place(Run<?, ?> run, FilePath workspace, EnvVars environment, TaskListener log) {}

    @Override
    public final void perform(
            @NonNull Run<?, ?> run,
            @NonNull FilePath workspace,
            @NonNull EnvVars environment,
            @NonNull Launcher launcher,
            @NonNull TaskListener log)
            throws IOException, InterruptedException {
        perform(new Place(run, workspace, environment, log), new StepVerdict(run, log, null));
    }

    abstract void perform(Place place, StepVerdict verdict) throws IOException, InterruptedException;

    /** Offers the build step to all kinds of jobs that have build steps. */
    abstract static class Offer extends BuildStepDescriptor<Builder> {
        @Override
        public final boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }
    }
}
