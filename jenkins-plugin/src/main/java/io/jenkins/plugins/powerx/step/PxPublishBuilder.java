package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
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
import io.jenkins.plugins.powerx.release.ReviewEnd;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import jenkins.tasks.SimpleBuildStep;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** The build step for freestyle jobs; it wraps a {@link PxPublishStep}. */
public class PxPublishBuilder extends Builder implements SimpleBuildStep {
    private final PxPublishStep publish;

    @DataBoundConstructor
    public PxPublishBuilder(PxPublishStep publish) {
        this.publish = publish == null ? new PxPublishStep() : publish;
    }

    public PxPublishStep getPublish() {
        return publish;
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
        String id = "build-step-" + UUID.randomUUID();
        TargetFailures failures = new TargetFailures();
        List<Destination> destinations =
                Destination.of(publish, verdict.run(() -> Destination.targets(publish, workspace), text -> text));
        try (StepBuild build = new StepBuild(run, workspace, log, publish, id)) {
            for (Destination destination : destinations) {
                try {
                    publish(
                            new PublishTask(
                                    run, workspace, environment, log, publish, id, destination, build, event -> {}),
                            verdict);
                } catch (AbortException e) {
                    failures.add(destination, e);
                }
            }
        }
        failures.requireNone(destinations.size());
    }

    private static void publish(PublishTask task, StepVerdict verdict) throws IOException, InterruptedException {
        PendingReview pending = task.submit(verdict).pending();
        if (pending != null) {
            task.conclude(verdict, pending, await(task, pending));
        }
    }

    /** Waits on the thread of the executor, which a freestyle build occupies anyway. */
    private static ReviewEnd await(PublishTask task, PendingReview pending) throws IOException, InterruptedException {
        CompletableFuture<ReviewEnd> end =
                task.follow(pending).orElseThrow(() -> new IOException("the build has lost the record of its release"));
        try {
            return end.get();
        } catch (ExecutionException e) {
            throw new IOException("the wait for the review failed", e);
        } finally {
            end.cancel(false);
        }
    }

    @Extension
    @Symbol("powerxPublish")
    public static class DescriptorImpl extends BuildStepDescriptor<Builder> {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PxPublishBuilder_DisplayName();
        }

        @Override
        public boolean isApplicable(Class<? extends AbstractProject> type) {
            return true;
        }
    }
}
