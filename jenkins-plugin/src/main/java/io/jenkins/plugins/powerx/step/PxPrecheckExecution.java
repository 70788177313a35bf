package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Runs {@code pxPrecheck} off the Pipeline's thread; after a restart the checks run again. */
public final class PxPrecheckExecution extends BackgroundExecution {
    private static final long serialVersionUID = 1L;

    private final PxPrecheckStep step;

    PxPrecheckExecution(@NonNull StepContext context, @NonNull PxPrecheckStep step) {
        super(context);
        this.step = step;
    }

    @Override
    protected Object work(FilePath directory) throws IOException, InterruptedException {
        Run<?, ?> run = required(Run.class);
        TaskListener log = required(TaskListener.class);
        StepVerdict verdict = new StepVerdict(run, log, required(FlowNode.class));
        PrecheckTask task = new PrecheckTask(run, directory, required(EnvVars.class), log, step);
        return PrecheckTask.values(task.check(verdict));
    }

    @Override
    protected String resuming() {
        return "restarting the check after a restart of Jenkins";
    }
}
