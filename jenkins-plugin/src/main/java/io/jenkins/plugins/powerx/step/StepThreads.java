package io.jenkins.plugins.powerx.step;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.init.Terminator;
import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;

/** The threads of the steps. They mostly wait for an agent or a Marketplace. Their number is limited; further work is queued. A step that waits for a review has no thread. */
public final class StepThreads {
    private static final int MAX_THREADS = 64;
    private static final long SHUTDOWN_SECONDS = 5;
    private static final Set<Future<?>> RUNNING = ConcurrentHashMap.newKeySet();
    private static final ThreadPoolExecutor POOL = pool();

    @CheckForNull
    private static volatile Jenkins terminating;

    private StepThreads() {}

    /** Runs the work with this plugin's class loader as the context, in which libraries look up services. */
    static Future<?> submit(Runnable work) {
        RUNNING.removeIf(Future::isDone);
        Future<?> task = POOL.submit(() -> {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(StepThreads.class.getClassLoader());
            try {
                work.run();
            } finally {
                thread.setContextClassLoader(before);
            }
        });
        RUNNING.add(task);
        return task;
    }

    /** Interrupts running work when Jenkins shuts down, so that journals are written. The work is resumed after the restart. */
    @Terminator
    public static void interruptAll() throws InterruptedException {
        terminating = Jenkins.getInstanceOrNull();
        RUNNING.forEach(task -> task.cancel(true));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SHUTDOWN_SECONDS);
        while (POOL.getActiveCount() > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        RUNNING.clear();
    }

    /** Whether an instance of Jenkins is shutting down or has shut down; {@link Jenkins#isTerminating} is true only after the terminators have run. */
    static boolean isShutDown(@CheckForNull Jenkins jenkins) {
        return jenkins != null && (jenkins == terminating || jenkins != Jenkins.getInstanceOrNull());
    }

    private static ThreadPoolExecutor pool() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MAX_THREADS,
                MAX_THREADS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(
                        new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), "PowerX publish"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
