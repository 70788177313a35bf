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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import jenkins.model.Jenkins;

/**
 * The only place that requests pending reviews, each no sooner than the Marketplace asked for: every minute those of all builds, and every
 * second those that steps wait for. The one that has waited longest is requested first. Each endpoint has its own round, so that one that
 * is slow or down does not delay the others. A step that waits has no thread.
 */
@Extension
public final class ReviewRefresh extends AsyncPeriodicWork {
    private static final int MAX_ENDPOINTS = 8;

    private final Map<String, EndpointReviews> endpoints = new ConcurrentHashMap<>();
    private final ReviewWatches watches = new ReviewWatches(this::tick);

    /** Reuses threads before it starts another one. */
    private final ThreadPoolExecutor pool = new ThreadPoolExecutor(
            0,
            MAX_ENDPOINTS,
            30,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new NamingThreadFactory(new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), "PowerX reviews"));

    public ReviewRefresh() {
        super("PowerX review refresh");
    }

    public static ReviewRefresh get() {
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
     * @param key the release as the list of the job has it, or the release that a step waits for
     * @param since when it became due, in milliseconds since 1970
     * @param watch null if no step waits
     */
    record Due(
            Job<?, ?> job,
            int build,
            ReleaseSummary key,
            long since,
            @CheckForNull ReviewWatch watch) {
        static Due of(Job<?, ?> job, ReleaseEntry entry) {
            return new Due(job, entry.getBuild(), entry, entry.nextCheckAt, null);
        }

        static Due of(ReviewWatch watch, long now) {
            return new Due(
                    watch.run.getParent(),
                    watch.run.getNumber(),
                    watch.release,
                    Math.min(now, watch.release.nextCheckAt == 0 ? now : watch.release.nextCheckAt),
                    watch);
        }
    }

    /** Begins a round for each endpoint with reviews that are due, unless one is under way, which then includes them. */
    List<Future<?>> begin() {
        Instant now = Instant.now();
        List<Due> due = new ArrayList<>();
        for (Job<?, ?> job : Jenkins.get().allItems(Job.class)) {
            for (ReleaseEntry entry : ReleaseIndex.get().of(job)) {
                if (entry.isDue(now)) {
                    due.add(Due.of(job, entry));
                }
            }
        }
        return begin(due, false);
    }

    /** Requests the reviews of a build that are due, in the background. */
    List<Future<?>> begin(@NonNull Run<?, ?> run) {
        Instant now = Instant.now();
        List<Due> due = new ArrayList<>();
        for (ReleaseEntry entry : ReleaseIndex.get().of(run.getParent())) {
            if (entry.getBuild() == run.getNumber() && entry.isDue(now)) {
                due.add(Due.of(run.getParent(), entry));
            }
        }
        return begin(due, true);
    }

    /**
     * Follows the review of a release until it has ended, without a thread.
     *
     * @param deadline when the wait ends without a decision
     * @param timeout how long the wait was allowed to take when it began, for messages
     * @param observer receives what happens meanwhile
     * @return the end of the wait; cancel it to stop waiting
     */
    public CompletableFuture<ReviewEnd> follow(
            @NonNull Run<?, ?> run,
            @NonNull Release release,
            @NonNull Instant deadline,
            @NonNull Duration timeout,
            @NonNull ReviewObserver observer) {
        ReviewWatch watch = new ReviewWatch(run, release, deadline.toEpochMilli(), timeout, observer);
        watches.add(watch);
        return watch.end;
    }

    private void tick() {
        long now = System.currentTimeMillis();
        List<ReviewWatch> all = watches.all();
        begin(
                all.stream()
                        .filter(watch -> watch.isDue(now))
                        .map(watch -> Due.of(watch, now))
                        .toList(),
                false);
        all.forEach(watch -> watch.expireAt(now));
    }

    private List<Future<?>> begin(List<Due> due, boolean urgent) {
        Map<String, List<Due>> byEndpoint = new LinkedHashMap<>();
        due.stream().sorted(Comparator.comparingLong(Due::since)).forEach(review -> byEndpoint
                .computeIfAbsent(review.key().getEndpoint(), name -> new ArrayList<>())
                .add(review));
        List<Future<?>> rounds = new ArrayList<>();
        byEndpoint.forEach((name, reviews) -> {
            EndpointReviews endpoint = endpoint(name);
            if (endpoint.add(reviews, urgent)) {
                try {
                    rounds.add(pool.submit(endpoint::round));
                } catch (RejectedExecutionException e) {
                    // All threads are busy. The reviews stay due, and are found again.
                    endpoint.skip();
                }
            }
        });
        return rounds;
    }

    /** Since when requests to an endpoint fail; null if the last one succeeded. */
    @CheckForNull
    public Instant downSince(@NonNull String endpoint) {
        return endpoint(endpoint).downSince();
    }

    private EndpointReviews endpoint(String name) {
        return endpoints.computeIfAbsent(name, added -> new EndpointReviews(added, watches));
    }
}
