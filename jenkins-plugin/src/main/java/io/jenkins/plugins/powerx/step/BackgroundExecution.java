package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Computer;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.powerx.agent.LostAgent;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
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
 * Work that can be restarted at any time. It is restarted after a restart of the controller and after its agent has reconnected, and it ends
 * within two seconds after {@link #stop}. Work that waits for an event has no thread meanwhile.
 */
abstract class BackgroundExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(BackgroundExecution.class.getName());

    /** Default of {@link #patienceSeconds}. */
    private static final long PATIENCE_SECONDS = 300;

    /** Time limit for interrupted work to end. */
    private static final long STOP_MILLIS = 1_500;

    private static final Object WAITING = new Object();
    private static final Object AGAIN = new Object();

    private transient volatile Future<?> task;
    private transient volatile CompletableFuture<?> event;
    private transient volatile boolean working;
    private transient volatile Throwable stopped;
    private transient volatile long waitUntil;
    private transient volatile Throwable lost;
    /** The agent that the work last used; null if it has used none since a restart. */
    private transient volatile Computer agent;

    private transient volatile Jenkins jenkins;
    private transient volatile AtomicBoolean ended = new AtomicBoolean();

    BackgroundExecution(@NonNull StepContext context) {
        super(context);
    }

    /**
     * Does the work. Called again, on any thread, to resume it.
     *
     * @param directory that the step runs in; null if the agent is away, and {@link #needsAgent} is false
     * @return what the step returns, or {@link #waitFor}
     */
    protected abstract Object work(@CheckForNull FilePath directory) throws IOException, InterruptedException;

    /** Whether the work waits for its agent if that is away. */
    protected boolean needsAgent() {
        return true;
    }

    /**
     * Gives the thread back until an event happens, after which the work is called again.
     *
     * @param happened receives the event before that
     * @return the value that {@link #work} has to return
     */
    protected final <T> Object waitFor(CompletableFuture<T> expected, Consumer<T> happened) {
        Jenkins here = Jenkins.getInstanceOrNull();
        event = expected;
        if (stopped != null) {
            expected.cancel(false);
        }
        expected.whenComplete((value, failure) -> {
            if (!expected.isCancelled() && stopped == null && !StepThreads.isShutDown(here)) {
                happened.accept(value);
                submit();
            }
        });
        return WAITING;
    }

    /** The value that {@link #work} has to return to be called again, with the agent. */
    protected static Object again() {
        return AGAIN;
    }

    /** The line in the log when the work is resumed after a restart. */
    protected abstract String resuming();

    @Override
    public boolean start() {
        submit();
        return false;
    }

    @Override
    public void onResume() {
        ended = new AtomicBoolean();
        print(resuming());
        submit();
    }

    @Override
    public void stop(@NonNull Throwable cause) {
        stopped = cause;
        CompletableFuture<?> expected = event;
        if (expected != null && expected.cancel(false)) {
            fail(cause);
            return;
        }
        Future<?> running = task;
        if (running == null || running.isDone()) {
            fail(cause);
            return;
        }
        running.cancel(true);
        if (!working) {
            // Queued work that was canceled never runs.
            fail(cause);
            return;
        }
        Timer.get().schedule(() -> fail(cause), STOP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void submit() {
        task = StepThreads.submit(this::run);
    }

    private void run() {
        working = true;
        try {
            runHere();
        } finally {
            working = false;
        }
    }

    private void runHere() {
        jenkins = Jenkins.getInstanceOrNull();
        try (ACLContext ignored = ACL.as2(authentication())) {
            FilePath directory = directory();
            if (directory == null && needsAgent()) {
                awaitAgent(null);
                return;
            }
            if (directory != null && waitUntil != 0) {
                print("the agent is online again");
            }
            waitUntil = 0;
            lost = null;
            Object value = work(directory);
            if (value == AGAIN) {
                submit();
            } else if (value != WAITING && ended.compareAndSet(false, true)) {
                getContext().onSuccess(value);
            }
        } catch (InterruptedException e) {
            fail(e);
        } catch (Throwable e) {
            // Without this, an error would leave the build waiting forever.
            onError(e);
        }
    }

    @CheckForNull
    private FilePath directory() throws IOException, InterruptedException {
        try {
            FilePath directory = getContext().get(FilePath.class);
            agent = directory == null ? null : directory.toComputer();
            return directory;
        } catch (IOException e) {
            if (!needsAgent() && isOffline(e)) {
                return null;
            }
            throw e;
        }
    }

    private void onError(Throwable failure) {
        if (stopped == null
                && !StepThreads.isShutDown(jenkins)
                && (LostAgent.isCauseOf(failure) || isOffline(failure))) {
            awaitAgent(failure);
        } else {
            fail(failure);
        }
    }

    /** Pipeline's exception for a workspace on an offline agent. Its class is not public. */
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
            print("the agent is offline; waiting for it to reconnect");
        }
        if (now > waitUntil) {
            fail(agentLost(lost));
            return;
        }
        task = null;
        Timer.get()
                .schedule(
                        () -> {
                            if (stopped == null && !ended.get()) {
                                tryAgain();
                            }
                        },
                        2,
                        TimeUnit.SECONDS);
    }

    /** Asks the context for the directory only if the agent may be online, because it prints a line whenever the agent is offline. */
    private void tryAgain() {
        Computer computer = agent;
        if (computer != null && computer.getNode() != null && computer.isOffline()) {
            awaitAgent(null);
        } else {
            submit();
        }
    }

    private static AbortException agentLost(@CheckForNull Throwable lost) {
        AbortException abort = new AbortException(
                "The agent did not reconnect. Uploaded parts are kept; run the build again, on any agent, to resume.");
        // retry(conditions: [agent()]) looks for a closed channel among the causes.
        abort.initCause(LostAgent.isCauseOf(lost) ? lost : new ClosedChannelException());
        return abort;
    }

    /** Seconds to wait for an agent to reconnect; administrators may change them with a system property. */
    private static long patienceSeconds() {
        return SystemProperties.getLong("io.jenkins.plugins.powerx.agentPatienceSeconds", PATIENCE_SECONDS);
    }

    private void fail(Throwable failure) {
        if (stopped == null && StepThreads.isShutDown(jenkins)) {
            // The work is resumed after the restart.
            return;
        }
        if (ended.compareAndSet(false, true)) {
            Throwable cause = stopped;
            getContext().onFailure(cause == null ? failure : cause);
        }
    }

    private Authentication authentication() throws IOException, InterruptedException {
        return required(FlowExecution.class).getAuthentication2();
    }

    /** An object that the context always contains. */
    protected final <T> T required(Class<T> type) throws IOException, InterruptedException {
        T found = getContext().get(type);
        if (found == null) {
            throw new IOException("the context of the step has no " + type.getSimpleName());
        }
        return found;
    }

    protected final void print(String line) {
        try {
            required(TaskListener.class).getLogger().println("[PowerX] " + line);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.FINE, "Could not write to the log: " + line, e);
        }
    }

    /** Not private, so that subclasses inherit it. */
    protected Object readResolve() {
        ended = new AtomicBoolean();
        return this;
    }
}
