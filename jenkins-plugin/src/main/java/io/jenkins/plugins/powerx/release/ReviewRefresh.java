package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AsyncPeriodicWork;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import jenkins.model.Jenkins;

/**
 * Refreshes pending reviews, each no sooner than the Marketplace asked for. Every minute, the reviews that are due are requested, the one
 * that has waited longest first. Each endpoint has its own round, so that one that is slow or down does not delay the others.
 */
@Extension
public final class ReviewRefresh extends AsyncPeriodicWork {
    private static final int MAX_ENDPOINTS = 8;

    private final Map<String, EndpointReviews> endpoints = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            MAX_ENDPOINTS,
            MAX_ENDPOINTS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new NamingThreadFactory(new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), "PowerX reviews"));

    public ReviewRefresh() {
        super("PowerX review refresh");
        pool.allowCoreThreadTimeOut(true);
    }

    static ReviewRefresh get() {
        return ExtensionList.lookupSingleton(ReviewRefresh.class);
    }

    @Override
    public long getRecurrencePeriod() {
        return TimeUnit.MINUTES.toMillis(1);
    }

    @Override
    protected Level getNormalLoggingLevel() {
        return Level.FINE;
    }

    @Override
    protected void execute(TaskListener listener) {
        begin();
    }

    /**
     * A review that is due.
     *
     * @param entry as of the list of the job
     */
    record Due(Job<?, ?> job, ReleaseEntry entry) {}

    /** Begins a round for each endpoint with reviews that are due, unless its last round has not ended yet. */
    List<Future<?>> begin() {
        Instant now = Instant.now();
        Map<String, List<Due>> byEndpoint = new TreeMap<>();
        for (Job<?, ?> job : Jenkins.get().allItems(Job.class)) {
            for (ReleaseEntry entry : ReleaseIndex.get().of(job)) {
                if (entry.isDue(now)) {
                    byEndpoint
                            .computeIfAbsent(entry.getEndpoint(), name -> new ArrayList<>())
                            .add(new Due(job, entry));
                }
            }
        }
        List<Future<?>> rounds = new ArrayList<>();
        byEndpoint.forEach((name, due) -> {
            due.sort(Comparator.comparingLong(review -> review.entry().nextCheckAt));
            rounds.add(pool.submit(() -> endpoint(name).round(due)));
        });
        return rounds;
    }

    /** Requests the reviews of a build that are due, in the background. */
    void begin(@NonNull Run<?, ?> run) {
        Instant now = Instant.now();
        for (ReleaseEntry entry : ReleaseIndex.get().of(run.getParent())) {
            if (entry.getBuild() == run.getNumber() && entry.isDue(now)) {
                pool.submit(() -> endpoint(entry.getEndpoint()).again(List.of(new Due(run.getParent(), entry))));
            }
        }
    }

    /** Since when requests to an endpoint fail; null if the last one succeeded. */
    @CheckForNull
    Instant downSince(@NonNull String endpoint) {
        return endpoint(endpoint).downSince();
    }

    private EndpointReviews endpoint(String name) {
        return endpoints.computeIfAbsent(name, EndpointReviews::new);
    }
}
