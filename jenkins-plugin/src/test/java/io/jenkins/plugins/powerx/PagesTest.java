package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ListView;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.powerx.page.LastReleaseColumn;
import io.jenkins.plugins.powerx.release.PublishAction;
import io.jenkins.plugins.powerx.release.ReleaseFixtures;
import jenkins.model.Jenkins;
import org.htmlunit.FailingHttpStatusCodeException;
import org.htmlunit.WebResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class PagesTest {
    private static final String HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>";

    private static JenkinsRule jenkins;
    private static FreeStyleProject shown;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        shown = rule.createFreeStyleProject("shown");
        PublishAction.record(rule.buildAndAssertSuccess(shown), ReleaseFixtures.release("com.example.shown"));
    }

    @AfterEach
    void open() {
        jenkins.jenkins.setAuthorizationStrategy(AuthorizationStrategy.UNSECURED);
        jenkins.jenkins.setSecurityRealm(SecurityRealm.NO_AUTHENTICATION);
    }

    @Test
    void text_from_a_marketplace_is_escaped_on_every_page() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("hostile");
        FreeStyleBuild run = jenkins.buildAndAssertSuccess(job);
        PublishAction.record(run, ReleaseFixtures.hostile(HOSTILE));

        for (String page : new String[] {
            "job/hostile/1/",
            "job/hostile/1/powerx-release/",
            "job/hostile/",
            "job/hostile/powerx-releases/",
            "powerx-releases/"
        }) {
            String html = page(page);
            assertThat(html).as(page).doesNotContain("<script>alert(1)").doesNotContain("<img src=x");
            assertThat(html).as(page).doesNotContain("href=\"javascript:");
        }
        assertThat(page("job/hostile/1/powerx-release/")).contains("&lt;script");
    }

    @Test
    void the_dashboard_shows_two_hundred_releases_without_loading_their_builds() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("long");
        FreeStyleBuild run = jenkins.buildAndAssertSuccess(job);
        for (int build = 1; build <= 200; build++) {
            ReleaseFixtures.index(run, build, "1.0." + build);
        }
        // These builds do not exist, so a page that loads them would fail or omit them.
        assertThat(page("powerx-releases/")).contains("1.0.1<").contains("1.0.200<");
        assertThat(page("job/long/powerx-releases/")).contains("#200").contains("powerx-trend__bar");
    }

    @Test
    void the_list_of_all_releases_omits_jobs_that_the_user_may_not_read() throws Exception {
        Folder secret = jenkins.createProject(Folder.class, "secret");
        FreeStyleProject hidden = secret.createProject(FreeStyleProject.class, "hidden");
        PublishAction.record(jenkins.buildAndAssertSuccess(hidden), ReleaseFixtures.release("com.example.hidden"));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader")
                .grant(Item.READ)
                .onItems(shown)
                .to("reader"));

        assertThat(page("powerx-releases/", "reader"))
                .contains("com.example.shown")
                .doesNotContain("com.example.hidden");
        assertThat(page("powerx-releases/api/json?depth=2", "reader"))
                .contains("com.example.shown")
                .doesNotContain("com.example.hidden");
        assertThat(page("powerx-releases/", "admin")).contains("com.example.hidden");
        assertThat(page("powerx-releases/?q=hidden", "admin")).doesNotContain("com.example.shown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"job/shown/1/powerx-release/", "job/shown/powerx-releases/", "powerx-releases/"})
    void anonymous_users_see_no_release(String path) throws Exception {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        JenkinsRule.WebClient anonymous = client("anonymous");
        anonymous.setThrowExceptionOnFailingStatusCode(false);

        WebResponse refused = anonymous.goTo(path, null).getWebResponse();

        assertThat(page(path, "admin")).contains("com.example.shown");
        // The body may redirect to the login page, which responds with 200 then.
        assertThat(refused.getStatusCode() == 403
                        || refused.getWebRequest().getUrl().getPath().contains("/login"))
                .isTrue();
        assertThat(refused.getContentAsString()).doesNotContain("com.example.shown");
    }

    @Test
    void a_get_request_to_a_post_method_is_rejected() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("get");
        PublishAction.record(jenkins.buildAndAssertSuccess(job), ReleaseFixtures.release("com.example.get"));

        try {
            page("job/get/1/powerx-release/refresh");
            throw new AssertionError("the GET request was accepted");
        } catch (FailingHttpStatusCodeException e) {
            assertThat(e.getStatusCode()).isIn(404, 405);
        }
    }

    @Test
    void a_list_view_shows_the_last_release() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("listed");
        PublishAction.record(jenkins.buildAndAssertSuccess(job), ReleaseFixtures.release("com.example.listed"));
        ListView view = new ListView("releases");
        jenkins.jenkins.addView(view);
        view.add(job);
        view.getColumns().add(new LastReleaseColumn());

        assertThat(page("view/releases/")).contains("1.2.3 beta");
    }

    private static String page(String path) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.getOptions().setJavaScriptEnabled(false);
        return client.goTo(path, null).getWebResponse().getContentAsString();
    }

    private static String page(String path, String user) throws Exception {
        JenkinsRule.WebClient client = client(user);
        return client.goTo(path, null).getWebResponse().getContentAsString();
    }

    private static JenkinsRule.WebClient client(String user) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.getOptions().setJavaScriptEnabled(false);
        return "anonymous".equals(user) ? client : client.login(user);
    }
}
