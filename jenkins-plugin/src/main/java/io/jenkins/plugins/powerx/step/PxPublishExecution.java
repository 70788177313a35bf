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
import java.util.function.UnaryOperator;
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
        while (done.size() < destinations.size()) {
            Destination destination = destinations.get(done.size());
            try {
                Object next = publish(task(directory, destination), verdict);
                if (next != null) {
                    return next;
                }
            } catch (AbortException e) {
                failures.add(destination, e);
                done.add(new HashMap<>());
            }
            end = null;
            waiting = null;
            save();
            if (directory == null && done.size() < destinations.size()) {
                return again();
            }
        }
        failures.requireNone(done.size());
        return ReleaseMap.joined(new ArrayList<Map<String, Object>>(done));
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

    /** Publishes to a destination, or continues that; null when it is done, otherwise what the work has to return in order to wait. */
    @CheckForNull
    private Object publish(PublishTask task, StepVerdict verdict) throws IOException, InterruptedException {
        PendingReview pending = waiting;
        ReviewEnd reviewEnd = end;
        PublishTask.Result result;
        if (pending == null) {
            result = verdict.run(task::call, task::redact);
            verdict.onFindings(result.findings(), step.getUnstableOn());
            if (result.pending() != null) {
                waiting = result.pending();
                save();
                return await(task, result.pending());
            }
        } else if (reviewEnd == null) {
            return await(task, pending);
        } else {
            UnaryOperator<String> redact = reviewEnd.redactor()::redact;
            result = verdict.run(() -> task.reviewed(pending, reviewEnd), redact);
            verdict.onReview(result.unapproved(), step.getWaitResult(), redact);
        }
        done.add(new HashMap<>(result.values()));
        return null;
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

    private PublishTask task(@CheckForNull FilePath directory, Destination destination)
            throws IOException, InterruptedException {
        return new PublishTask(
                required(Run.class),
                directory,
                directory == null ? new EnvVars() : required(EnvVars.class),
                required(TaskListener.class),
                step,
                required(FlowNode.class).getId(),
                destination,
                listener(getContext()));
    }

    /** The wait goes on without the agent. */
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
