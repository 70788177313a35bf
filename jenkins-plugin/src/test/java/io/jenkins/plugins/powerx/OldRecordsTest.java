package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.diagnosis.OldDataMonitor;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.powerx.release.PublishAction;
import io.jenkins.plugins.powerx.release.Release;
import io.jenkins.plugins.powerx.release.ReleaseEntry;
import io.jenkins.plugins.powerx.release.ReleaseFinding;
import io.jenkins.plugins.powerx.release.ReleaseIndex;
import io.jenkins.plugins.powerx.step.PxPublishBuilder;
import io.jenkins.plugins.powerx.step.PxPublishStep;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.hudson.test.recipes.LocalData;

/** The files of version 0.1: a job, a build with a release, and the list of releases. They must never be changed. */
@WithJenkins
class OldRecordsTest {
    @Test
    @LocalData
    void records_of_version_0_1_are_read_and_shown(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.jenkins.getItemByFullName("old", FreeStyleProject.class);

        PxPublishStep step = job.getBuildersList().get(PxPublishBuilder.class).getPublish();
        assertThat(step.getProject()).isEqualTo("plugins/note");
        assertThat(step.getChannel()).isEqualTo("beta");
        assertThat(step.getChannels()).isEmpty();
        assertThat(step.isArchive()).isTrue();
        assertThat(step.isTelemetry())
                .as("a parameter that version 0.1 did not have")
                .isTrue();
        Release release = job.getBuildByNumber(1)
                .getAction(PublishAction.class)
                .getReleases()
                .get(0);
        assertThat(release)
                .returns("com.powerx.plugins.note", Release::getPluginId)
                .returns("queued", Release::getStatus);
        assertThat(release.getReviewUrl()).startsWith("https://marketplace.example.com/versions/");
        assertThat(release.getDuration()).isEqualTo(497);
        assertThat(release.getArtifacts()).isNotEmpty();
        assertThat(release.getFindings()).extracting(ReleaseFinding::getRule).contains("PX-T005");
        assertThat(ReleaseIndex.get().of(job))
                .singleElement()
                .returns("com.powerx.plugins.note", ReleaseEntry::getPluginId)
                .returns("beta", ReleaseEntry::getChannel)
                .returns("queued", ReleaseEntry::getStatus)
                .returns(497L, ReleaseEntry::getDuration)
                .returns(1_795_370_834_503L, ReleaseEntry::getTimestamp)
                .returns(release.getReviewUrl(), ReleaseEntry::getReviewUrl);
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.getOptions().setJavaScriptEnabled(false);
        for (String page : new String[] {"job/old/1/powerx-release/", "job/old/powerx-releases/", "powerx-releases/"}) {
            assertThat(client.goTo(page).getWebResponse().getContentAsString())
                    .as(page)
                    .contains("0.2.0");
        }
        assertThat(jenkins.jenkins.getExtensionList(OldDataMonitor.class).get(0).getData())
                .isEmpty();
    }
}
