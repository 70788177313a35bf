package io.jenkins.plugins.powerx.release;

import static org.assertj.core.api.Assertions.assertThat;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import hudson.model.Slave;
import io.jenkins.plugins.powerx.Marketplace;
import io.jenkins.plugins.powerx.step.PxPublishBuilder;
import io.jenkins.plugins.powerx.step.PxPublishStep;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Steps that wait for reviews have no thread. */
@WithJenkins
class ReviewWaitsTest {
    private static final int WAITS = 1_000;

    @TempDir
    Path data;

    @Test
    void a_thousand_waits_need_at_most_four_threads_and_delay_no_publish(JenkinsRule jenkins) throws Exception {
        try (Marketplace marketplace = Marketplace.start(data, options -> options.nextCheck(Duration.ofSeconds(1)))
                .configure()) {
            FreeStyleProject job = job(jenkins, "release");
            FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
            Release submitted =
                    build.getAction(PublishAction.class).getReleases().get(0);
            int before = Thread.activeCount();
            CountDownLatch asked = new CountDownLatch(WAITS);
            List<CompletableFuture<ReviewEnd>> waits = new ArrayList<>();
            for (int i = 0; i < WAITS; i++) {
                waits.add(follow(build, copyOf(submitted), Duration.ofHours(1), new CountDownLatch(1), asked));
            }

            assertThat(asked.await(5, TimeUnit.MINUTES))
                    .as("every review is requested")
                    .isTrue();

            assertThat(Thread.activeCount() - before).isLessThanOrEqualTo(4);
            assertThat(waits).noneMatch(CompletableFuture::isDone);
            jenkins.buildAndAssertSuccess(job(jenkins, "other"));
            marketplace.decide(submitted.versionId, "approved", "");
            for (CompletableFuture<ReviewEnd> wait : waits) {
                assertThat(wait.get(5, TimeUnit.MINUTES).outcome().requireApproved().status())
                        .isEqualTo("approved");
            }
        }
    }

    @Test
    void a_wait_reports_that_the_marketplace_is_down_and_ends_at_its_time_limit(JenkinsRule jenkins) throws Exception {
        FreeStyleBuild build;
        Release submitted;
        try (Marketplace marketplace = Marketplace.start(data).configure()) {
            build = jenkins.buildAndAssertSuccess(job(jenkins, "release"));
            submitted = build.getAction(PublishAction.class).getReleases().get(0);
        }
        CountDownLatch unreachable = new CountDownLatch(1);

        CompletableFuture<ReviewEnd> wait =
                follow(build, submitted, Duration.ofSeconds(3), unreachable, new CountDownLatch(1));

        PublishException failure =
                wait.get(2, TimeUnit.MINUTES).outcome().failure();
        assertThat(failure).returns(ErrorCode.WAIT_TIMEOUT, PublishException::code);
        assertThat(failure).hasMessageContaining("after 3 s the Marketplace has not answered");
        assertThat(unreachable.getCount()).isZero();
    }

    private static CompletableFuture<ReviewEnd> follow(
            Run<?, ?> run, Release release, Duration timeout, CountDownLatch unreachable, CountDownLatch asked) {
        return ReviewRefresh.get()
                .follow(run, release, Instant.now().plus(timeout), timeout, new ReviewObserver() {
                    @Override
                    public void changed(@NonNull String status) {
                        asked.countDown();
                    }

                    @Override
                    public void unreachable(@NonNull String reason) {
                        unreachable.countDown();
                    }
                });
    }

    private static Release copyOf(Release release) {
        Release copy = new Release(
                release.getPluginId(), release.getPluginName(), release.getVersion(), release.getChannel());
        copy.versionId = release.versionId;
        copy.publishId = release.publishId;
        copy.status = release.status;
        copy.sentTo(release.getEndpoint(), false, release.credentialsId);
        return copy;
    }

    private static FreeStyleProject job(JenkinsRule jenkins, String name) throws Exception {
        Slave agent = jenkins.createOnlineSlave();
        FreeStyleProject job = jenkins.createFreeStyleProject(name);
        job.setAssignedNode(agent);
        PxPublishStep step = new PxPublishStep();
        step.setChannel("beta");
        job.getBuildersList().add(new PxPublishBuilder(step));
        Marketplace.plugin(agent, name);
        return job;
    }
}
