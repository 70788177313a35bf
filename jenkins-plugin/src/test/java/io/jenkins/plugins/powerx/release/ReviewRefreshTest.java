package io.jenkins.plugins.powerx.release;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Slave;
import io.jenkins.plugins.powerx.Gatekeeper;
import io.jenkins.plugins.powerx.Marketplace;
import io.jenkins.plugins.powerx.step.PxPublishBuilder;
import io.jenkins.plugins.powerx.step.PxPublishStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The background refresh of reviews. */
@WithJenkins
class ReviewRefreshTest {
    @TempDir
    Path data;

    @Test
    void a_review_is_requested_no_sooner_than_the_marketplace_asked_for(JenkinsRule jenkins) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (Marketplace marketplace = Marketplace.start(
                        data, options -> options.nextCheck(Duration.ofHours(1)).listener(request -> {
                            if (request.operation().equals("getReview")) {
                                asked.incrementAndGet();
                            }
                        }))
                .configure()) {
            FreeStyleBuild build = publish(jenkins);
            Release release = build.getAction(PublishAction.class).getReleases().get(0);
            marketplace.decide(release.versionId, "needs_changes", "please <b>explain</b>");

            refresh();
            press(jenkins, build);
            assertThat(asked).hasValue(0);
            assertThat(release.getStatus()).isEqualTo("queued");

            // Time passes.
            release.nextCheckAt = System.currentTimeMillis() - 1;
            ReleaseIndex.get().put(build, release);
            refresh();

            assertThat(asked).hasValue(1);
            assertThat(release.getStatus()).isEqualTo("needs_changes");
            assertThat(ReleaseIndex.get().of(build.getParent()).get(0).getStatus())
                    .isEqualTo("needs_changes");
            assertThat(build.getArtifactsDir().toPath().resolve("publish-receipt.json"))
                    .as("the archived receipt has the last known state")
                    .content()
                    .contains("\"status\" : \"needs_changes\"");
            refresh();
            assertThat(asked).as("a decided review is not requested again").hasValue(1);
        }
    }

    @Test
    void a_build_that_is_deleted_during_the_request_does_not_come_back(JenkinsRule jenkins) throws Exception {
        Gatekeeper gate = new Gatekeeper("getReview");
        try (Marketplace marketplace =
                Marketplace.start(data, options -> options.faults(gate)).configure()) {
            FreeStyleBuild build = publish(jenkins);
            FreeStyleProject job = build.getParent();
            Release release = build.getAction(PublishAction.class).getReleases().get(0);
            release.nextCheckAt = System.currentTimeMillis() - 1;
            ReleaseIndex.get().put(build, release);
            assertThat(ReleaseIndex.get().of(job)).hasSize(1);
            Thread refresh = new Thread(() -> {
                try {
                    refresh();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            refresh.start();
            gate.await();

            build.delete();
            gate.open();
            refresh.join();

            assertThat(build.getRootDir()).doesNotExist();
            assertThat(ReleaseIndex.get().of(job)).isEmpty();
            jenkins.jenkins.reload();
            assertThat(jenkins.jenkins
                            .getItemByFullName("release", FreeStyleProject.class)
                            .getBuilds())
                    .isEmpty();
        }
    }

    @Test
    void a_job_that_was_deleted_does_not_come_back_with_a_late_release(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("gone");
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        PublishAction.record(build, ReleaseFixtures.release("com.example.before"));
        assertThat(job.getRootDir()).exists();

        job.delete();
        PublishAction.record(build, ReleaseFixtures.release("com.example.late"));

        assertThat(job.getRootDir()).doesNotExist();
    }

    private FreeStyleBuild publish(JenkinsRule jenkins) throws Exception {
        Slave agent = jenkins.createOnlineSlave();
        FreeStyleProject job = jenkins.createFreeStyleProject("release");
        job.setAssignedNode(agent);
        PxPublishStep step = new PxPublishStep();
        step.setChannel("beta");
        job.getBuildersList().add(new PxPublishBuilder(step));
        Marketplace.plugin(agent, "release");
        return jenkins.buildAndAssertSuccess(job);
    }

    private static void refresh() throws Exception {
        for (Future<?> round : ReviewRefresh.get().begin()) {
            round.get();
        }
    }

    private static void press(JenkinsRule jenkins, FreeStyleBuild build) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.getOptions().setJavaScriptEnabled(false);
        client.getPage(client.addCrumb(new WebRequest(
                jenkins.getURL()
                        .toURI()
                        .resolve(build.getUrl() + "powerx-release/refresh")
                        .toURL(),
                HttpMethod.POST)));
    }
}
