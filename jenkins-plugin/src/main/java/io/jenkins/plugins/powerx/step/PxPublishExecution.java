package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.powerx.publish.event.PublishEvent;
import io.powerx.publish.event.PublishListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Runs {@code pxPublish} off the Pipeline's thread. Its state across restarts is small: the parameters, the results of completed channels,
 * and the progress. To resume, it publishes the same content again; the Marketplace has the rest of the state.
 */
public final class PxPublishExecution extends BackgroundExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(PxPublishExecution.class.getName());

    private final PxPublishStep step;
    private final List<HashMap<String, Object>> done = new ArrayList<>();

    @CheckForNull
    private volatile String stage;

    @CheckForNull
    private volatile String publishId;

    private volatile long percent;

    PxPublishExecution(@NonNull StepContext context, @NonNull PxPublishStep step) {
        super(context);
        this.step = step;
    }

    @Override
    protected Object work(FilePath directory) throws IOException, InterruptedException {
        StepContext context = getContext();
        Run<?, ?> run = required(Run.class);
        TaskListener log = required(TaskListener.class);
        EnvVars environment = required(EnvVars.class);
        FlowNode node = required(FlowNode.class);
        StepVerdict verdict = new StepVerdict(run, log, node);
        List<String> channels = step.chosenChannels();
        for (String channel : channels.subList(done.size(), channels.size())) {
            PublishTask task =
                    new PublishTask(run, directory, environment, log, step, node.getId(), channel, listener(context));
            PublishTask.Result result = verdict.run(task::call, task::redact);
            verdict.onFindings(result.findings(), step.getUnstableOn());
            verdict.onReview(result.unapproved(), step.getWaitResult(), task::redact);
            done.add(new HashMap<>(result.values()));
            save();
        }
        return ReleaseMap.joined(new ArrayList<Map<String, Object>>(done));
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
        return id == null ? "resuming after a restart" : "resuming " + id + " after a restart";
    }

    @NonNull
    @Override
    public String getStatus() {
        String now = stage;
        if (now == null) {
            return "starting";
        }
        LOGGER.log(Level.FINER, "{0} is at {1}", new Object[] {publishId, now});
        return percent > 0 ? now + " " + percent + " %" : now;
    }
}
