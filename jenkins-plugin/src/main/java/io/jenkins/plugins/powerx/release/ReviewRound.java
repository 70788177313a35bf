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
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The requests of one round of an endpoint: one client for each token, and one request for each version, no matter how many builds have
 * published it. A server error concerns one version only if the endpoint answers for others; that version alone is then requested later and
 * later.
 */
final class ReviewRound implements AutoCloseable {
    /** Pause in milliseconds after a failure that concerns one review only, such as missing credentials. */
    private static final long PAUSE = TimeUnit.MINUTES.toMillis(10);
    /** Pauses in milliseconds between two requests for a review, whatever the Marketplace asks for. */
    private static final long MIN_PAUSE = TimeUnit.SECONDS.toMillis(30);

    private static final long MIN_PAUSE_OF_WAIT = TimeUnit.SECONDS.toMillis(2);
    private static final long MAX_PAUSE_OF_WAIT = TimeUnit.MINUTES.toMillis(5);
    /** Number of versions in a row with a server error that make it one of the endpoint. */
    private static final int MAX_ERRORS = 5;

    private static final int MAX_TEXT = 500;

    private final Redactor redactor = new Redactor();
    private final Map<String, Marketplace> byToken = new HashMap<>();
    private final Map<String, Answer> byVersion = new HashMap<>();
    private final ReviewWatches watches;
    private final Map<String, Long> delays;
    private final Runnable answered;
    private int errors;

    /** The last server error of a version; null if there was none. */
    @CheckForNull
    private PublishException serverError;

    /**
     * @param watches the steps that wait
     * @param delays delays in milliseconds of versions whose last request was a server error; changed by this round
     * @param answered runs after each answer of the endpoint
     */
    ReviewRound(ReviewWatches watches, Map<String, Long> delays, Runnable answered) {
        this.watches = watches;
        this.delays = delays;
        this.answered = answered;
    }

    /** The state of a review, and when it was requested. */
    private record Answer(Review review, long at) {}

    /** Requests a review later, because it failed unexpectedly. */
    void postpone(ReviewRefresh.Due due) {
        failed(due.key(), due.since());
        due.key().nextCheckAt = System.currentTimeMillis() + PAUSE;
    }

    /** The status is unknown since the first of the requests that failed was due, although the next one is due later. */
    private static void failed(ReleaseSummary release, long due) {
        if (release.unknownSince == 0) {
            release.unknownSince = due;
        }
    }

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
            // A reply about one review that violates the contract says nothing about the others, which must not wait
            // behind it.
            if (e.code().category() == ErrorCategory.NETWORK && e.code() != ErrorCode.CONTRACT_VIOLATED) {
                throw e;
            }
            if (e.code() != ErrorCode.TOKEN_MISSING) {
                // It answered, or it is no longer known.
                answered.run();
            }
            failed(release, due.since());
            failed(due.key(), due.since());
            postpone(release, due.key(), System.currentTimeMillis() + PAUSE);
            release.refreshProblem = ForeignText.oneLine(redactor.redact(e.getMessage()), MAX_TEXT);
            if (watch != null) {
                watch.failed(e, redactor);
            }
        }
    }

    /** Requests a version with a server error later than the others. */
    private void delay(Release release, ReviewRefresh.Due due, String versionId, PublishException error) {
        long wait = EndpointReviews.longer(delays.getOrDefault(versionId, 0L));
        delays.put(versionId, wait);
        failed(release, due.since());
        failed(due.key(), due.since());
        postpone(release, due.key(), System.currentTimeMillis() + wait);
        String reason = ForeignText.oneLine(redactor.redact(error.getMessage()), MAX_TEXT);
        release.refreshProblem = reason;
        ReviewWatch watch = due.watch();
        if (watch != null) {
            watch.delayed(reason, System.currentTimeMillis() + Math.min(wait, MAX_PAUSE_OF_WAIT));
        }
        serverError = error;
        errors++;
        if (errors >= MAX_ERRORS) {
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
        answered.run();
        return review;
    }

    /** Writes only what has changed; the time of the next request alone is not worth a write. */
    private void accept(Run<?, ?> run, Release release, ReleaseSummary key, Review review) throws IOException {
        ReviewWatch watch = watches.of(release);
        String before = release.reviewState();
        boolean moved = !review.status().equals(release.getStatus());
        release.reviewed(review, redactor);
        release.refreshProblem = null;
        release.unknownSince = 0;
        key.unknownSince = 0;
        long now = System.currentTimeMillis();
        long next =
                Math.max(review.nextCheckAt().toEpochMilli(), now + (watch == null ? MIN_PAUSE : MIN_PAUSE_OF_WAIT));
        postpone(release, key, watch == null ? next : Math.min(next, now + MAX_PAUSE_OF_WAIT));
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
