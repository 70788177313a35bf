package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.powerx.step.PxPublishBuilder;
import io.jenkins.plugins.powerx.step.PxPublishStep;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class HandWrittenJobTest {
    @Test
    void a_job_definition_may_omit_fields(JenkinsRule jenkins) throws Exception {
        String xml = "<project><builders><io.jenkins.plugins.powerx.step.PxPublishBuilder>"
                + "<publish><channel>beta</channel></publish>"
                + "</io.jenkins.plugins.powerx.step.PxPublishBuilder></builders></project>";

        FreeStyleProject job = (FreeStyleProject) jenkins.jenkins.createProjectFromXML(
                "posted", new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));

        PxPublishStep step = job.getBuildersList().get(PxPublishBuilder.class).getPublish();
        assertThat(step.getChannel()).isEqualTo("beta");
        assertThat(step.getChannels()).isEmpty();
        assertThat(step.isArchive()).isTrue();
    }
}
