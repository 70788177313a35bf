package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.powerx.release.PublishAction;
import io.jenkins.plugins.powerx.release.ReleaseFixtures;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class NavigationTest {
    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        FreeStyleProject job = rule.createFreeStyleProject("released");
        PublishAction.record(rule.buildAndAssertSuccess(job), ReleaseFixtures.release("com.example.plugin"));
    }

    @Test
    void a_build_links_its_release_in_the_side_panel() throws Exception {
        assertThat(page("job/released/1/"))
                .containsPattern("class=\"task-link [^>]*href=\"[^\"]*/1/powerx-release\"|"
                        + "href=\"[^\"]*/1/powerx-release\"[^>]*class=\"task-link ");
    }

    @Test
    void a_job_links_its_releases_in_the_side_panel_and_shows_the_latest() throws Exception {
        assertThat(page("job/released/"))
                .containsPattern("href=\"[^\"]*/job/released/powerx-releases\"[^>]*class=\"task-link |"
                        + "class=\"task-link [^>]*href=\"[^\"]*/job/released/powerx-releases\"")
                .contains("Last plugin release: com.example.plugin 1.2.3");
    }

    @Test
    void times_and_durations_are_readable() throws Exception {
        assertThat(page("job/released/powerx-releases/"))
                .contains("<time datetime=")
                .containsPattern("powerx-trend__scale[^>]*>\\s*<span>1\\.5 s</span>");
    }

    private static String page(String path) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.getOptions().setJavaScriptEnabled(false);
        return client.goTo(path, null).getWebResponse().getContentAsString();
    }
}
