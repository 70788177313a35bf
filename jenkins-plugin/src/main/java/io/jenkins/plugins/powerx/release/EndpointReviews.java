package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Run;
import io.jenkins.plugins.powerx.config.Connections;
import io.jenkins.plugins.powerx.config.Endpoint;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import io.jenkins.plugins.powerx.credentials.PublishCredentials;
import io.powerx.publish.error.ErrorCategory;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.secret.ForeignText;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The reviews of one endpoint, for the pages and for steps that wait. Those that are due are requested one after the other, the one that has
 * waited longest first. A failure of the endpoint ends the round and delays the next one, instead of failing for each review. A server
 * error concerns one version only if the endpoint answers for others; that version alone is then requested later and later.
 */
final class EndpointReviews {
    private static final Logger LOGGER = Logger.getLogger(EndpointReviews.class.getName());
    /** Pause in milliseconds after a failure that concerns one review only, such as missing credentials. */
    private static final long PAUSE = TimeUnit.MINUTES.toMillis(10);
    /** Shortest pause in milliseconds between two requests for a review, whatever the Marketplace asks for. */
    private static final long SHORTEST = TimeUnit.SECONDS.toMillis(30);
    /** The same if a step waits for the review. */
    private static final long SHORTEST_OF_WAIT = TimeUnit.SECONDS.toMillis(2);
    /** Longest pause in milliseconds if a step waits for the review. */
    private static final long LONGEST_OF_WAIT = TimeUnit.MINUTES.toMillis(5);
    /** Delays in milliseconds of the next round after a failure of the endpoint; doubled each time. */
    private static final long FIRST_DELAY = TimeUnit.SECONDS.toMillis(50);

    private static final long LONGEST_DELAY = TimeUnit.MINUTES.toMillis(10);
    /** Number of versions in a row with a server error that make it one of the endpoint. */
    private static final int MOST_ERRORS = 5;

    private static final int TEXT = 500;

    private final String name;
    private final ReviewWatches watches;
    private final PriorityQueue<ReviewRefresh.Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(ReviewRefresh.Due::since));
    private final Set<ReleaseSummary> queued = Collections.newSetFromMap(new IdentityHashMap<>());
    /** Delays in milliseconds of versions whose last request was a server error. Used only in a round, and there is one at a time. */
    private final Map<String, Long> delays = new HashMap<>();

    private boolean running;
    private volatile long notBefore;
    private volatile long delay;
    private volatile String downReason = "";

    @CheckForNull
    private volatile Instant downSince;

    EndpointReviews(String name, ReviewWatches watches) {
        this.name = name;
        this.watches = watches;
    }

    @CheckForNull
    Instant downSince() {
        return downSince;
    }

    /**
     * Adds reviews to those that are due.
     *
     * @param even also if the endpoint failed a short time ago
     * @return whether the caller has to run a {@link #round}, which no thread runs yet
     */
    boolean add(List<ReviewRefresh.Due> due, boolean even) {
        if (!even && System.currentTimeMillis() < notBefore) {
            due.forEach(this::reportDown);
            return false;
        }
        synchronized (queue) {
            for (ReviewRefresh.Due review : due) {
                if (queued.add(review.key())) {
                    queue.add(review);
                }
            }
            boolean idle = !running && !queue.isEmpty();
            running |= idle;
            return idle;
        }
    }

    /** Gives up a round that {@link #add} asked for. */
    void skip() {
        synchronized (queue) {
            running = false;
            queue.clear();
            queued.clear();
        }
    }

    /** Requests the reviews that are due, and those that become due meanwhile. */
    void round() {
        boolean complete = false;
        try (Round round = new Round()) {
            for (ReviewRefresh.Due review = next(); review != null; review = next()) {
                try {
                    round.refresh(review);
                } catch (IOException e) {
                    LOGGER.log(Level.WARNING, e, () -> "Could not save a review of " + name);
                }
            }
            complete = true;
            round.requireAnswer();
        } catch (PublishException e) {
            failed(e);
        } finally {
            if (!complete) {
                skip();
            }
        }
    }

    @CheckForNull
    private ReviewRefresh.Due next() {
        synchronized (queue) {
            ReviewRefresh.Due next = queue.poll();
            if (next == null) {
                running = false;
            } else {
                queued.remove(next.key());
            }
            return next;
        }
    }

    private void failed(PublishException failure) {
        delay = longer(delay);
        notBefore = System.currentTimeMillis() + delay;
        downReason = ForeignText.oneLine(failure.getMessage(), TEXT);
        if (downSince == null) {
            downSince = Instant.now();
            LOGGER.log(Level.WARNING, "The reviews of {0} cannot be requested: {1}", new Object[] {name, downReason});
        }
    }

    private static long longer(long delay) {
        return Math.min(LONGEST_DELAY, delay == 0 ? FIRST_DELAY : 2 * delay);
    }

    private void reportDown(ReviewRefresh.Due due) {
        ReviewWatch watch = due.watch();
        if (watch != null && downSince != null) {
            watch.unreachable(downReason);
        }
    }

    private void succeeded() {
        delay = 0;
        if (downSince != null) {
            downSince = null;
            LOGGER.log(Level.INFO, "The reviews of {0} can be requested again", name);
        }
    }

    /** The state of a review, and when it was requested. */
    private record Answer(Review review, long at) {}

    /** One client for each token, and one request for each version, no matter how many builds have published it. */
    private final class Round implements AutoCloseable {
        private final Redactor redactor = new Redactor();
        private final Map<String, Marketplace> byToken = new HashMap<>();
        private final Map<String, Answer> byVersion = new HashMap<>();
        private int errors;

        /** The last server error of a version; null if there was none. */
        @CheckForNull
        private PublishException serverError;

        /** @throws PublishException if the endpoint failed, which would fail for other reviews too */
        void refresh(ReviewRefresh.Due due) throws IOException {
            ReviewWatch watch = due.watch();
            Run<?, ?> run = watch == null ? due.job().getBuildByNumber(due.build()) : watch.run;
            Release release = watch == null ? recorded(run, due) : watch.release;
            if (run == null || release == null) {
                ReleaseIndex.get().releases(due.job()).remove(due.key());
                return;
            }
            String versionId = release.versionId;
            if (watch == null && (versionId == null || !release.isPending())) {
                ReleaseIndex.get().put(run, release);
                return;
            }
            if (watch == null && release.nextCheckAt > due.since()) {
                // Requested for a step since the list was read.
                due.key().nextCheckAt = release.nextCheckAt;
                if (release.nextCheckAt > System.currentTimeMillis()) {
                    return;
                }
            }
            try {
                accept(run, release, due.key(), review(run, release, String.valueOf(versionId), due.since()));
            } catch (PublishException e) {
                if (e.code() == ErrorCode.SERVER_UNAVAILABLE) {
                    delay(release, due, String.valueOf(versionId), e);
                    return;
                }
                // A reply about one review that violates the contract says nothing about the others, which must not wait behind it.
                if (e.code().category() == ErrorCategory.NETWORK && e.code() != ErrorCode.CONTRACT_VIOLATED) {
                    throw e;
                }
                postpone(release, due.key(), System.currentTimeMillis() + PAUSE);
                release.refreshProblem = ForeignText.oneLine(redactor.redact(e.getMessage()), TEXT);
                if (watch != null) {
                    watch.failed(e, redactor);
                }
            }
        }

        /** Requests a version with a server error later than the others. */
        private void delay(Release release, ReviewRefresh.Due due, String versionId, PublishException error) {
            long wait = longer(delays.getOrDefault(versionId, 0L));
            delays.put(versionId, wait);
            postpone(release, due.key(), System.currentTimeMillis() + wait);
            String reason = ForeignText.oneLine(redactor.redact(error.getMessage()), TEXT);
            release.refreshProblem = reason;
            ReviewWatch watch = due.watch();
            if (watch != null) {
                watch.delayed(reason, System.currentTimeMillis() + Math.min(wait, LONGEST_OF_WAIT));
            }
            serverError = error;
            errors++;
            if (errors >= MOST_ERRORS) {
                throw error;
            }
        }

        /** @throws PublishException if no version of this round had an answer, but server errors */
        void requireAnswer() {
            if (byVersion.isEmpty() && serverError != null) {
                throw serverError;
            }
        }

        @CheckForNull
        private Release recorded(@CheckForNull Run<?, ?> run, ReviewRefresh.Due due) {
            PublishAction action = run == null ? null : run.getAction(PublishAction.class);
            return action == null ? null : action.of(due.key());
        }

        /** @param since an answer from this time on is recent enough, in milliseconds since 1970 */
        private Review review(Run<?, ?> run, Release release, String versionId, long since) {
            Answer known = byVersion.get(versionId);
            if (known != null && known.at() >= since) {
                return known.review();
            }
            Review review = client(run, release).review(versionId);
            byVersion.put(versionId, new Answer(review, System.currentTimeMillis()));
            delays.remove(versionId);
            errors = 0;
            succeeded();
            return review;
        }

        /** Writes only what has changed; the time of the next request alone is not worth a write. */
        private void accept(Run<?, ?> run, Release release, ReleaseSummary key, Review review) throws IOException {
            ReviewWatch watch = watches.of(release);
            String before = release.reviewState();
            boolean moved = !review.status().equals(release.getStatus());
            release.reviewed(review, redactor);
            release.refreshProblem = null;
            long now = System.currentTimeMillis();
            long next = Math.max(
                    review.nextCheckAt().toEpochMilli(), now + (watch == null ? SHORTEST : SHORTEST_OF_WAIT));
            postpone(release, key, watch == null ? next : Math.min(next, now + LONGEST_OF_WAIT));
            if (!before.equals(release.reviewState())) {
                PublishAction.changed(run, release);
            }
            if (moved) {
                ArchivedReceipt.update(run, release, review, redactor);
            }
            if (watch != null) {
                watch.answered(review, redactor);
            }
        }

        private void postpone(Release release, ReleaseSummary key, long next) {
            release.nextCheckAt = next;
            key.nextCheckAt = next;
        }

        private Marketplace client(Run<?, ?> run, Release release) {
            Endpoint endpoint = endpoint(release)
                    .orElseThrow(() -> PublishException.of(
                            ErrorCode.ENDPOINT_MISSING,
                            "find the endpoint '" + release.getEndpoint() + "'",
                            "the global configuration no longer has it"));
            String credentialsId = release.credentialsId;
            if (credentialsId == null) {
                throw PublishException.of(
                        ErrorCode.TOKEN_MISSING, "request the review", "the build recorded no credentials");
            }
            Secret token = new PublishCredentials(run).text(credentialsId, endpoint.getUrl(), ErrorCode.TOKEN_MISSING);
            redactor.add(token);
            return byToken.computeIfAbsent(
                    endpoint.getUrl() + "\n" + token.reveal(),
                    same -> Connections.connectOnce(endpoint, () -> token, redactor));
        }

        @Override
        public void close() {
            byToken.values().forEach(Marketplace::close);
        }
    }

    /** A URL that a job specified is used only as long as jobs may specify URLs. */
    private static Optional<Endpoint> endpoint(Release release) {
        PxGlobalConfiguration configuration = PxGlobalConfiguration.get();
        if (!release.customUrl) {
            return configuration.endpoint(release.getEndpoint());
        }
        return configuration.isAllowCustomUrl()
                ? Optional.of(new Endpoint(release.getEndpoint(), release.getEndpoint()))
                : Optional.empty();
    }
}
