package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.powerx.agent.LostAgent;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import jenkins.util.SystemProperties;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.springframework.security.core.Authentication;

/**
 * Work that can be begun again at any time. It is begun again after a restart of the controller and when its agent comes back, and it
 * ends within seconds when it is told to.
 */
abstract class BackgroundExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(BackgroundExecution.class.getName());

    private static final long PATIENCE_SECONDS = 300;

    /** How long work that was interrupted may take to end. */
    private static final long STOP_SECONDS = 15;

    private transient volatile Future<?> task;
    private transient volatile Throwable stopped;
    private transient volatile long waitUntil;
    private transient volatile Throwable lost;
    private transient volatile Jenkins jenkins;
    private transient volatile AtomicBoolean ended = new AtomicBoolean();

    BackgroundExecution(@NonNull StepContext context) {
        super(context);
    }

    /**
     * Does the work; called again, on any thread, to go on with it.
     *
     * @param directory that the step runs in
     * @return what the step returns
     */
    protected abstract Object work(FilePath directory) throws IOException, InterruptedException;

    /** What the log says when the work goes on after a restart. */
    protected abstract String resuming();

    @Override
    public boolean start() {
        submit();
        return false;
    }

    @Override
    public void onResume() {
        ended = new AtomicBoolean();
        say(resuming());
        submit();
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        stopped = cause;
        Future<?> running = task;
        if (running == null || running.isDone()) {
            fail(cause);
            return;
        }
        running.cancel(true);
        Timer.get().schedule(() -> fail(cause), STOP_SECONDS, TimeUnit.SECONDS);
    }

    private void submit() {
        task = StepThreads.submit(this::run);
    }

    private void run() {
        jenkins = Jenkins.getInstanceOrNull();
        try (ACLContext ignored = ACL.as2(authentication())) {
            FilePath directory = getContext().get(FilePath.class);
            if (directory == null) {
                awaitAgent(null);
                return;
            }
            waitUntil = 0;
            lost = null;
            Object value = work(directory);
            if (ended.compareAndSet(false, true)) {
                getContext().onSuccess(value);
            }
        } catch (InterruptedException e) {
            fail(e);
        } catch (Throwable e) {
            // An error left here would leave the build waiting for ever.
            ended(e);
        }
    }

    private void ended(Throwable failure) {
        if (stopped == null && !StepThreads.isGone(jenkins) && (LostAgent.isCauseOf(failure) || isOffline(failure))) {
            awaitAgent(failure);
        } else {
            fail(failure);
        }
    }

    /** The Pipeline's way to say that a workspace is on an agent that is not there; the class itself is not for others to name. */
    private static boolean isOffline(Throwable failure) {
        return failure.getClass().getSimpleName().equals("AgentOfflineException");
    }

    private void awaitAgent(@CheckForNull Throwable failure) {
        long now = System.nanoTime();
        if (failure != null) {
            lost = failure;
        }
        if (waitUntil == 0) {
            waitUntil = now + TimeUnit.SECONDS.toNanos(patienceSeconds());
            say("the agent is gone; waiting for it to come back");
        }
        if (now > waitUntil) {
            fail(goneForGood(lost));
            return;
        }
        task = null;
        Timer.get()
                .schedule(
                        () -> {
                            if (stopped == null && !ended.get()) {
                                submit();
                            }
                        },
                        2,
                        TimeUnit.SECONDS);
    }

    private static AbortException goneForGood(@CheckForNull Throwable lost) {
        AbortException abort = new AbortException(
                "The agent did not come back. What arrived is kept: run again, on any agent, with the same content.");
        // retry(conditions: [agent()]) looks for a closed channel among the causes.
        abort.initCause(LostAgent.isCauseOf(lost) ? lost : new ClosedChannelException());
        return abort;
    }

    /** How long an agent that went away is waited for; administrators may choose. */
    private static long patienceSeconds() {
        return SystemProperties.getLong("io.jenkins.plugins.powerx.agentPatienceSeconds", PATIENCE_SECONDS);
    }

    private void fail(Throwable failure) {
        if (stopped == null && StepThreads.isGone(jenkins)) {
            // The work goes on after the restart.
            return;
        }
        if (ended.compareAndSet(false, true)) {
            Throwable cause = stopped;
            getContext().onFailure(cause == null ? failure : cause);
        }
    }

    private Authentication authentication() throws IOException, InterruptedException {
        return need(FlowExecution.class).getAuthentication2();
    }

    /** Something that the context always has. */
    protected final <T> T need(Class<T> type) throws IOException, InterruptedException {
        T found = getContext().get(type);
        if (found == null) {
            throw new IOException("the step's context has no " + type.getSimpleName());
        }
        return found;
    }

    private void say(String line) {
        try {
            need(TaskListener.class).getLogger().println("[PowerX] " + line);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, "Could not write to the log: " + line, e);
        }
    }

    /** Not private, or the executions that extend this would not have it. */
    protected Object readResolve() {
        ended = new AtomicBoolean();
        return this;
    }
}
