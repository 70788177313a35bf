package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.Extension;
import io.jenkins.plugins.powerx.Messages;
import io.jenkins.plugins.powerx.release.ReviewEnd;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** The build step for freestyle jobs; it wraps a {@link PxPublishStep}. */
public class PxPublishBuilder extends FreestyleStep {
    private final PxPublishStep publish;

    @DataBoundConstructor
    public PxPublishBuilder(PxPublishStep publish) {
        this.publish = publish == null ? new PxPublishStep() : publish;
    }

    public PxPublishStep getPublish() {
        return publish;
    }

    @Override
    void perform(Place place, StepVerdict verdict) throws IOException, InterruptedException {
        String id = "build-step-" + UUID.randomUUID();
        TargetFailures failures = new TargetFailures();
        List<Destination> destinations = Destination.of(
                publish, verdict.run(() -> Destination.targets(publish, place.workspace()), text -> text));
        try (StepBuild build = new StepBuild(place.run(), place.workspace(), place.log(), publish, id)) {
            for (Destination destination : destinations) {
                try {
                    publish(task(place, id, destination, build), verdict);
                } catch (AbortException e) {
                    failures.add(destination, e);
                }
            }
        }
        failures.requireNone(destinations.size());
    }

    private PublishTask task(Place place, String id, Destination destination, StepBuild build) {
        return new PublishTask(
                place.run(),
                place.workspace(),
                place.environment(),
                place.log(),
                publish,
                id,
                destination,
                build,
                event -> {});
    }

    private static void publish(PublishTask task, StepVerdict verdict) throws IOException, InterruptedException {
        PendingReview pending = task.submit(verdict).pending();
        if (pending != null) {
            task.conclude(verdict, pending, await(task, pending));
        }
    }

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
    public static class DescriptorImpl extends Offer {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.PxPublishBuilder_DisplayName();
        }
    }
}
