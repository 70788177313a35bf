package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.powerx.release.ReviewEnd;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Runs {@code pxPublish} off the Pipeline's thread. Its state across restarts is small: the parameters, the results of completed destinations,
 * and the progress. To resume, it publishes the same content again; the Marketplace has the rest of the state.
 */
public final class PxPublishExecution extends BackgroundExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(PxPublishExecution.class.getName());

    private final PxPublishStep step;

    /** The values of each destination that had its turn; empty for one that failed. */
    private final List<HashMap<String, Object>> done = new ArrayList<>();

    private final TargetFailures failures = new TargetFailures();

    @CheckForNull
    private ArrayList<String> targets;

    @CheckForNull
    private volatile String stage;

    @CheckForNull
    private volatile String publishId;

    private volatile long percent;

    @CheckForNull
    private volatile PendingReview waiting;

    @CheckForNull
    private transient volatile ReviewEnd end;

    PxPublishExecution(@NonNull StepContext context, @NonNull PxPublishStep step) {
        super(context);
        this.step = step;
    }

    @Override
    protected Object work(@CheckForNull FilePath directory) throws IOException, InterruptedException {
        StepVerdict verdict =
                new StepVerdict(required(Run.class), required(TaskListener.class), required(FlowNode.class));
        List<Destination> destinations = Destination.of(step, targets(directory, verdict));
        PublishTask waits;
        try (StepBuild build =
                new StepBuild(required(Run.class), directory, required(TaskListener.class), step, id())) {
            waits = publish(directory, verdict, destinations, build);
        }
        PendingReview pending = waiting;
        if (waits != null && pending != null) {
            return await(waits, pending);
        }
        if (done.size() < destinations.size()) {
            return again();
        }
        failures.requireNone(done.size());
        return ReleaseMap.joined(new ArrayList<Map<String, Object>>(done));
    }

    /**
     * Publishes to the destinations that have not had their turn.
     *
     * @return the publish whose review the step has to wait for before the next one; null if there is none, or without the agent
     */
    @CheckForNull
    private PublishTask publish(
            @CheckForNull FilePath directory, StepVerdict verdict, List<Destination> destinations, StepBuild build)
            throws IOException, InterruptedException {
        while (done.size() < destinations.size()) {
            Destination destination = destinations.get(done.size());
            PublishTask task = task(directory, destination, build);
            try {
                if (!publish(task, verdict)) {
                    return task;
                }
            } catch (AbortException e) {
                failures.add(destination, e);
                done.add(new HashMap<>());
            }
            end = null;
            waiting = null;
            save();
            if (directory == null) {
                return null;
            }
        }
        return null;
    }

    /** Determined once, because the project may change while the step waits for a review. */
    private List<String> targets(@CheckForNull FilePath directory, StepVerdict verdict)
            throws IOException, InterruptedException {
        if (targets == null && directory != null) {
            targets = new ArrayList<>(verdict.run(() -> Destination.targets(step, directory), text -> text));
            save();
        }
        return targets == null ? List.of() : targets;
    }

    /** Publishes to a destination, or continues that; returns false if the step has to wait for its review. */
    private boolean publish(PublishTask task, StepVerdict verdict) throws IOException, InterruptedException {
        PendingReview pending = waiting;
        ReviewEnd reviewEnd = end;
        PublishTask.Result result;
        if (pending == null) {
            result = task.submit(verdict);
            if (result.pending() != null) {
                waiting = result.pending();
                save();
                return false;
            }
        } else if (reviewEnd == null) {
            return false;
        } else {
            result = task.conclude(verdict, pending, reviewEnd);
        }
        done.add(new HashMap<>(result.values()));
        return true;
    }

    /** Waits without a thread, also without the agent. */
    private Object await(PublishTask task, PendingReview pending) {
        Optional<CompletableFuture<ReviewEnd>> review = task.follow(pending);
        if (review.isEmpty()) {
            // The record is lost, for example because an administrator restored the build without it: publish again,
            // which finds the version.
            waiting = null;
            return again();
        }
        return waitFor(review.get(), ended -> end = ended);
    }

    private PublishTask task(@CheckForNull FilePath directory, Destination destination, StepBuild build)
            throws IOException, InterruptedException {
        return new PublishTask(
                required(Run.class),
                directory,
                directory == null ? new EnvVars() : required(EnvVars.class),
                required(TaskListener.class),
                step,
                id(),
                destination,
                build,
                listener(getContext()));
    }

    private String id() throws IOException, InterruptedException {
        return required(FlowNode.class).getId();
    }

    /** The wait continues without the agent. */
    @Override
    protected boolean needsAgent() {
        return waiting == null;
    }

    private PublishListener listener(StepContext context) {
        return event -> {
            if (event instanceof PublishEvent.StageStarted started) {
                stage = started.stage();
                percent = 0;
                save();
            } else if (event instanceof PublishEvent.Registered registered) {
                publishId = registered.publishId();
                save();
            } else if (event instanceof PublishEvent.Progress progress && progress.total() > 0) {
                percent = 100 * progress.done() / progress.total();
            }
        };
    }

    private void save() {
        // Best effort, because the Marketplace has the state too.
        getContext().saveState();
    }

    @Override
    protected String resuming() {
        String id = publishId;
        if (waiting != null) {
            return "resuming the wait for the review of " + id + " after a restart";
        }
        return id == null ? "resuming after a restart" : "resuming " + id + " after a restart";
    }

    @NonNull
    @Override
    public String getStatus() {
        if (waiting != null) {
            return "waiting for the review";
        }
        String now = stage;
        if (now == null) {
            return "starting";
        }
        LOGGER.log(Level.FINER, "{0} is at {1}", new Object[] {publishId, now});
        return percent > 0 ? now + " " + percent + " %" : now;
    }
}
