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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The reviews of one endpoint. A failure of the endpoint ends the round and delays the next one, instead of failing for each review. */
final class EndpointReviews {
    private static final Logger LOGGER = Logger.getLogger(EndpointReviews.class.getName());
    /** Pause in milliseconds after a failure that concerns one review only, such as missing credentials. */
    private static final long PAUSE = TimeUnit.MINUTES.toMillis(10);
    /** Shortest pause in milliseconds between two requests for a review, whatever the Marketplace asks for. */
    private static final long SHORTEST = TimeUnit.SECONDS.toMillis(30);
    /** Delays in milliseconds of the next round after a failure of the endpoint; doubled each time. */
    private static final long FIRST_DELAY = TimeUnit.SECONDS.toMillis(50);

    private static final long LONGEST_DELAY = TimeUnit.MINUTES.toMillis(10);
    private static final int TEXT = 500;

    private final String name;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile long notBefore;
    private volatile long delay;

    @CheckForNull
    private volatile Instant downSince;

    EndpointReviews(String name) {
        this.name = name;
    }

    @CheckForNull
    Instant downSince() {
        return downSince;
    }

    /** Requests the reviews in their order. Does nothing if a round is under way, or if the endpoint failed a short time ago. */
    void round(List<ReviewRefresh.Due> due) {
        if (System.currentTimeMillis() >= notBefore) {
            again(due);
        }
    }

    /** Like {@link #round}, even if the endpoint failed a short time ago. */
    void again(List<ReviewRefresh.Due> due) {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try (Round round = new Round()) {
            for (ReviewRefresh.Due review : due) {
                round.refresh(review);
            }
        } catch (PublishException e) {
            failed(e);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Could not save a review of " + name);
        } finally {
            running.set(false);
        }
    }

    private void failed(PublishException failure) {
        delay = Math.min(LONGEST_DELAY, delay == 0 ? FIRST_DELAY : 2 * delay);
        notBefore = System.currentTimeMillis() + delay;
        if (downSince == null) {
            downSince = Instant.now();
            LOGGER.log(Level.WARNING, "The reviews of {0} cannot be requested: {1}", new Object[] {
                name, ForeignText.oneLine(failure.getMessage(), TEXT)
            });
        }
    }

    private void succeeded() {
        delay = 0;
        if (downSince != null) {
            downSince = null;
            LOGGER.log(Level.INFO, "The reviews of {0} can be requested again", name);
        }
    }

    /** One client for each token, and one request for each version, no matter how many builds have published it. */
    private final class Round implements AutoCloseable {
        private final Redactor redactor = new Redactor();
        private final Map<String, Marketplace> byToken = new HashMap<>();
        private final Map<String, Review> byVersion = new HashMap<>();

        /** @throws PublishException if the endpoint failed, which would fail for other reviews too */
        void refresh(ReviewRefresh.Due due) throws IOException {
            Run<?, ?> run = due.job().getBuildByNumber(due.entry().getBuild());
            PublishAction action = run == null ? null : run.getAction(PublishAction.class);
            Release release = action == null ? null : action.of(due.entry());
            if (release == null) {
                ReleaseIndex.get().releases(due.job()).remove(due.entry());
                return;
            }
            String versionId = release.versionId;
            if (versionId == null || !release.isPending()) {
                ReleaseIndex.get().put(run, release);
                return;
            }
            try {
                Review review = byVersion.get(versionId);
                if (review == null) {
                    review = client(run, release).review(versionId);
                    byVersion.put(versionId, review);
                    succeeded();
                }
                accept(run, release, due.entry(), review);
            } catch (PublishException e) {
                if (e.code().category() == ErrorCategory.NETWORK) {
                    throw e;
                }
                postpone(release, due.entry(), System.currentTimeMillis() + PAUSE);
                release.refreshProblem = ForeignText.oneLine(redactor.redact(e.getMessage()), TEXT);
            }
        }

        /** Writes only what has changed; the time of the next request alone is not worth a write. */
        private void accept(Run<?, ?> run, Release release, ReleaseEntry entry, Review review) throws IOException {
            String before = release.reviewState();
            boolean moved = !review.status().equals(release.getStatus());
            release.reviewed(review, redactor);
            release.refreshProblem = null;
            postpone(
                    release,
                    entry,
                    Math.max(review.nextCheckAt().toEpochMilli(), System.currentTimeMillis() + SHORTEST));
            if (!before.equals(release.reviewState())) {
                PublishAction.changed(run, release);
            }
            if (moved) {
                ArchivedReceipt.update(run, release, review, redactor);
            }
        }

        private void postpone(Release release, ReleaseEntry entry, long next) {
            release.nextCheckAt = next;
            entry.nextCheckAt = next;
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
                    token.reveal(), same -> Connections.connectOnce(endpoint, () -> token, redactor));
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
