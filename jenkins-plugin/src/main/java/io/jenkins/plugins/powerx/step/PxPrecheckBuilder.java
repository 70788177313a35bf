package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.Extension;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.AbstractProject;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.tasks.BuildStepDescriptor;
import hudson.tasks.Builder;
import io.jenkins.plugins.powerx.Messages;
import java.io.IOException;
import jenkins.tasks.SimpleBuildStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** The precheck as a build step for freestyle jobs; it wraps a {@link PxPrecheckStep}. */
public class PxPrecheckBuilder extends Builder implements SimpleBuildStep {
    private final PxPrecheckStep precheck;

    @DataBoundConstructor
    public PxPrecheckBuilder(PxPrecheckStep precheck) {
        this.precheck = precheck == null ? new PxPrecheckStep() : precheck;
    }

    public PxPrecheckStep getPrecheck() {
        return precheck;
    }

    @Override
    public void perform(
            @NonNull Run<?, ?> run,
            @NonNull FilePath workspace,
            @NonNull EnvVars environment,
            @NonNull Launcher launcher,
            @NonNull TaskListener log)
            throws IOException, InterruptedException {
        StepVerdict verdict = new StepVerdict(run, log, null);
        PrecheckTask task = new PrecheckTask(run, workspace, environment, log, precheck);
        task.check(verdict);
    }

    @Extension
    @Symbol("powerxPrecheck")
    public static class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PxPrecheckBuilder_DisplayName();
        }

        @Override
        public boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }
    }
}
