package io.jenkins.plugins.powerx.release;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.powerx.config.Connections;
import io.jenkins.plugins.powerx.config.Endpoint;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import io.jenkins.plugins.powerx.credentials.PublishCredentials;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.marketplace.Marketplace;
import io.powerx.publish.marketplace.Review;
import io.powerx.publish.secret.Redactor;
import io.powerx.publish.secret.Secret;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/** Refreshes pending reviews, each no sooner than the Marketplace asked for. */
@Extension
public final class ReviewRefresh extends AsyncPeriodicWork {
    private static final Logger LOGGER = Logger.getLogger(ReviewRefresh.class.getName());
    /** Reviews per run; the others wait for the next run. */
    private static final int BATCH = 50;
    /** Pause in milliseconds after a failed request. */
    private static final long PAUSE = TimeUnit.MINUTES.toMillis(10);
    /** Shortest pause in milliseconds between two requests for a review, whatever the Marketplace asks for. */
    private static final long SHORTEST = TimeUnit.SECONDS.toMillis(30);

    public ReviewRefresh() {
        super("PowerX review refresh");
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
    protected void execute(TaskListener listener) throws IOException, InterruptedException {
        int requested = 0;
        Instant now = Instant.now();
        for (Job<?, ?> job : Jenkins.get().allItems(Job.class)) {
            List<ReleaseEntry> due = ReleaseIndex.get().of(job).stream()
                    .filter(entry -> entry.isDue(now))
                    .toList();
            for (ReleaseEntry entry : due) {
                if (requested++ == BATCH) {
                    return;
                }
                refresh(job, entry);
            }
        }
    }

    private static void refresh(Job<?, ?> job, ReleaseEntry entry) throws IOException {
        Run<?, ?> run = job.getBuildByNumber(entry.getBuild());
        PublishAction action = run == null ? null : run.getAction(PublishAction.class);
        if (action == null) {
            return;
        }
        for (Release release : action.getReleases()) {
            try {
                refresh(run, release);
            } catch (PublishException e) {
                LOGGER.log(Level.FINE, "Could not refresh a review of " + run, e);
            }
        }
    }

    /**
     * Requests one review if it is pending and due.
     *
     * @throws PublishException if the request fails; the next attempt is postponed in this case too
     */
    static void refresh(@NonNull Run<?, ?> run, @NonNull Release release) throws IOException {
        synchronized (release) {
            String versionId = release.versionId;
            long now = System.currentTimeMillis();
            if (!release.isPending() || versionId == null || release.nextCheckAt > now) {
                return;
            }
            Redactor redactor = new Redactor();
            try {
                Review review = request(run, release, versionId, redactor);
                boolean moved = !review.status().equals(release.getStatus());
                release.reviewed(review, redactor);
                release.nextCheckAt = Math.max(release.nextCheckAt, now + SHORTEST);
                if (moved) {
                    ArchivedReceipt.update(run, release, review, redactor);
                }
            } catch (PublishException e) {
                release.nextCheckAt = now + PAUSE;
                throw e;
            } finally {
                PublishAction.changed(run, release);
            }
        }
    }

    private static Review request(Run<?, ?> run, Release release, String versionId, Redactor redactor) {
        Endpoint endpoint = endpoint(release)
                .orElseThrow(() -> PublishException.of(
                        ErrorCode.ENDPOINT_MISSING,
                        "find the endpoint '" + release.endpoint + "'",
                        "the global configuration no longer has it"));
        String credentialsId = release.credentialsId;
        if (credentialsId == null) {
            throw PublishException.of(
                    ErrorCode.TOKEN_MISSING, "request the review", "the build recorded no credentials");
        }
        try (Marketplace marketplace = Connections.connect(
                endpoint,
                () -> {
                    Secret token =
                            new PublishCredentials(run).text(credentialsId, endpoint.getUrl(), ErrorCode.TOKEN_MISSING);
                    redactor.add(token);
                    return token;
                },
                event -> {},
                redactor)) {
            return marketplace.review(versionId);
        }
    }

    /** A URL that a job specified is used only as long as jobs may specify URLs. */
    private static Optional<Endpoint> endpoint(Release release) {
        PxGlobalConfiguration configuration = PxGlobalConfiguration.get();
        if (!release.customUrl) {
            return configuration.endpoint(release.endpoint);
        }
        return configuration.isAllowCustomUrl()
                ? Optional.of(new Endpoint(release.endpoint, release.endpoint))
                : Optional.empty();
    }
}
