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

/** The threads of the steps: bounded, since each waits for an agent or a Marketplace most of its time; the rest of the work queues. */
public final class StepThreads {
    private static final int MOST = 64;
    private static final long GOODBYE_SECONDS = 5;
    private static final Set<Future<?>> UNDER_WAY = ConcurrentHashMap.newKeySet();
    private static final ThreadPoolExecutor POOL = pool();

    @CheckForNull
    private static volatile Jenkins leaving;

    private StepThreads() {}

    /** Runs the work with this plugin's class loader as context, which is what the libraries below look services up in. */
    static Future<?> submit(Runnable work) {
        UNDER_WAY.removeIf(Future::isDone);
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
        UNDER_WAY.add(task);
        return task;
    }

    /** Ends what is under way when Jenkins goes down: journals are written, and the work goes on after the restart. */
    @Terminator
    public static void interruptAll() throws InterruptedException {
        leaving = Jenkins.getInstanceOrNull();
        UNDER_WAY.forEach(task -> task.cancel(true));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(GOODBYE_SECONDS);
        while (POOL.getActiveCount() > 0 && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        UNDER_WAY.clear();
    }

    /** Whether that Jenkins goes down or has gone; {@link Jenkins#isTerminating} says so only after the terminators have run. */
    static boolean isGone(@CheckForNull Jenkins jenkins) {
        return jenkins != null && (jenkins == leaving || jenkins != Jenkins.getInstanceOrNull());
    }

    private static ThreadPoolExecutor pool() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                MOST,
                MOST,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new NamingThreadFactory(
                        new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), "PowerX publish"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
