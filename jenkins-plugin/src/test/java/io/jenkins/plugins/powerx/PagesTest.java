package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.ListView;
import hudson.model.Run;
import hudson.model.TimeZoneProperty;
import hudson.model.User;
import hudson.security.AuthorizationStrategy;
import hudson.security.SecurityRealm;
import io.jenkins.plugins.powerx.page.LastReleaseColumn;
import io.jenkins.plugins.powerx.release.PrecheckAction;
import io.jenkins.plugins.powerx.release.PrecheckRecord;
import io.jenkins.plugins.powerx.release.PublishAction;
import io.jenkins.plugins.powerx.release.Release;
import io.jenkins.plugins.powerx.release.ReleaseFixtures;
import io.jenkins.plugins.powerx.release.ReleaseListener;
import io.jenkins.plugins.powerx.release.ReleaseStatus;
import io.powerx.publish.error.ErrorCode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
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
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.localizer.LocaleProvider;

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
        PrecheckAction.record(
                run,
                new PrecheckRecord(
                        HOSTILE,
                        HOSTILE,
                        HOSTILE,
                        1,
                        0,
                        ReleaseFixtures.hostile(HOSTILE).getFindings()));
        String encoded = URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8);

        for (String page : new String[] {
            "job/hostile/1/",
            "job/hostile/1/powerx-release/",
            "job/hostile/1/powerx-precheck/",
            "job/hostile/",
            "job/hostile/powerx-releases/",
            "powerx-releases/",
            "powerx-releases/?q=" + encoded + "&state=" + encoded + "&folder=" + encoded + "&sort=" + encoded,
            "powerx-releases/trends?endpoint=" + encoded,
            "powerx-releases/plugin?id=" + encoded
        }) {
            String html = page(page);
            assertThat(html).as(page).doesNotContain("<script>alert(1)").doesNotContain("<img src=x");
            assertThat(html).as(page).doesNotContain("href=\"javascript:");
        }
        for (String page : new String[] {
            "job/hostile/1/powerx-release/",
            "job/hostile/1/powerx-precheck/",
            "powerx-releases/",
            "powerx-releases/plugin?id=" + encoded
        }) {
            assertThat(page(page)).as(page).contains("&lt;script");
        }
    }

    @Test
    void the_dashboard_pages_through_two_hundred_releases_without_loading_their_builds() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("long");
        FreeStyleBuild run = jenkins.buildAndAssertSuccess(job);
        for (int build = 1; build <= 200; build++) {
            ReleaseFixtures.index(run, build, "1.0." + build);
        }
        // These builds do not exist, so a page that loads them would fail or omit them.
        String first = page("powerx-releases/?q=long");
        assertThat(first).contains("1.0.200<").contains("1.0.151<").doesNotContain("1.0.150<");
        assertThat(first).contains("1 to 50 of 200").contains("page=2");
        assertThat(first.length()).as("characters of a page").isLessThan(200_000);
        assertThat(page("powerx-releases/?q=long&page=4")).contains("1.0.1<").doesNotContain("1.0.51<");
        assertThat(page("job/long/powerx-releases/")).contains("#200").contains("powerx-trend__bar");
        assertThat(page("job/long/powerx-releases/?page=4")).contains("1.0.1<");
        assertThat(page("powerx-releases/plugin?id=com.example.plugin"))
                .contains("Version 1.0.200 is live")
                .contains("175 earlier versions");
    }

    @Test
    void the_page_of_a_plugin_states_why_a_version_failed() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("explained");
        FreeStyleBuild run = jenkins.buildAndAssertSuccess(job);
        PublishAction.record(run, ReleaseFixtures.release("com.example.explained", "1.0.0", "beta", release -> {
            ReleaseFixtures.failure(release, "upload_failed", "Tried to upload, but the connection was reset");
            ReleaseFixtures.times(release, Instant.now(), null, Instant.now());
        }));

        assertThat(page("powerx-releases/plugin?id=com.example.explained"))
                .contains("upload_failed")
                .contains("Tried to upload, but the connection was reset");
        assertThat(page("job/explained/1/")).contains("upload_failed").contains(ErrorCode.UPLOAD_FAILED.summary());
    }

    @Test
    void the_page_of_a_plugin_counts_one_earlier_version_in_the_singular() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("singular");
        FreeStyleBuild run = jenkins.buildAndAssertSuccess(job);
        for (int build = 1; build <= 26; build++) {
            PublishAction.record(
                    run, ReleaseFixtures.release("com.example.singular", "1.0." + build, "beta", release -> {}));
        }

        assertThat(page("powerx-releases/plugin?id=com.example.singular"))
                .contains("1 earlier version<")
                .doesNotContain("earlier versions");
    }

    @Test
    void days_begin_in_the_time_zone_of_the_user() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("zoned");
        Instant late = Instant.parse("2026-03-02T23:30:00Z");
        PublishAction.record(
                jenkins.buildAndAssertSuccess(job),
                ReleaseFixtures.release("com.example.zoned", "1.0.0", "beta", release -> {
                    ReleaseFixtures.failure(release, "upload_failed", "Tried to upload, but it stopped");
                    ReleaseFixtures.times(release, late, null, late);
                }));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        User.getById("tokyo", true).addProperty(new TimeZoneProperty("Asia/Tokyo"));
        User.getById("honolulu", true).addProperty(new TimeZoneProperty("Pacific/Honolulu"));

        String third = "powerx-releases/?q=zoned&from=2026-03-03&to=2026-03-03";
        String second = "powerx-releases/?q=zoned&from=2026-03-02&to=2026-03-02";
        assertThat(page(third, "tokyo")).contains("com.example.zoned");
        assertThat(page(second, "tokyo")).doesNotContain("com.example.zoned");
        assertThat(page(second, "honolulu")).contains("com.example.zoned");
        assertThat(page(third, "honolulu")).doesNotContain("com.example.zoned");
    }

    @Test
    void the_view_can_be_exported_as_csv_and_json() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("exported");
        PublishAction.record(jenkins.buildAndAssertSuccess(job), ReleaseFixtures.release("=cmd|' /C calc'!A0"));

        WebResponse csv =
                client("anonymous").goTo("powerx-releases/csv?q=exported", null).getWebResponse();

        assertThat(csv.getContentType()).isEqualTo("text/csv");
        assertThat(csv.getContentAsString())
                .contains("plugin_id,")
                .contains("\r\n\"'=cmd|' /C calc'!A0\",")
                .contains(",exported,1,")
                .doesNotContain("com.example.shown");
        assertThat(page("powerx-releases/api/json?q=exported"))
                .contains("\"total\":1")
                .contains("\"job\":\"exported\"")
                .contains("\"version\":\"1.2.3\"")
                .contains("\"open\":")
                .doesNotContain("com.example.shown");
    }

    @Test
    void the_dashboard_counts_what_is_pending_and_what_failed() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("counted");
        PublishAction.record(
                jenkins.buildAndAssertSuccess(job),
                ReleaseFixtures.release("com.example.counted", "1.0.0", "beta", release -> {
                    ReleaseFixtures.times(release, Instant.now(), Instant.now().minusSeconds(7_200), Instant.now());
                    ReleaseFixtures.expected(
                            release, Duration.ofHours(1), Instant.now().plusSeconds(600));
                }));
        PublishAction.record(
                jenkins.buildAndAssertSuccess(job),
                ReleaseFixtures.release("com.example.counted", "1.1.0", "beta", release -> {
                    ReleaseFixtures.failure(release, "upload_failed", "Tried to upload, but it stopped");
                    ReleaseFixtures.times(release, Instant.now(), null, Instant.now());
                }));

        String html = page("powerx-releases/?q=counted").replaceAll("\\s+", " ");

        assertThat(html)
                .containsPattern("__number\">1</span> ?<span class=\"powerx-count__label\">In review</span> ?"
                        + "<span class=\"powerx-second\">longest: 2 h")
                .containsPattern("__number\">1</span> ?<span class=\"powerx-count__label\">Overdue<")
                .containsPattern("__number\">1</span> ?<span class=\"powerx-count__label\">Failed</span> ?"
                        + "<span class=\"powerx-second\">1 in the last 24 hours")
                .contains("Tried to upload, but it stopped");
        assertThat(page("powerx-releases/?q=counted&state=overdue"))
                .contains("1.0.0<")
                .doesNotContain("1.1.0<");
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
        for (String page :
                new String[] {"csv", "trends", "plugin?id=com.example.hidden", "?q=hidden", "?folder=secret"}) {
            assertThat(page("powerx-releases/" + page, "reader"))
                    .as(page)
                    .doesNotContain("secret/hidden")
                    .doesNotContain("secret » hidden")
                    .doesNotContain("job/secret")
                    .doesNotContain("Version 1.2.3");
        }
        assertThat(page("powerx-releases/csv", "reader")).contains("com.example.shown");
        assertThat(page("powerx-releases/csv", "admin")).contains("secret/hidden");
        assertThat(page("powerx-releases/plugin?id=com.example.hidden", "admin"))
                .contains("job/secret/job/hidden/1/");
        assertThat(page("powerx-releases/?q=hidden", "admin")).doesNotContain("com.example.shown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "job/shown/1/powerx-release/",
                "job/shown/powerx-releases/",
                "powerx-releases/",
                "powerx-releases/csv"
            })
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

    @Test
    void a_release_page_shows_rollout_risk_notes_and_comments() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("full");
        PublishAction.record(jenkins.buildAndAssertSuccess(job), ReleaseFixtures.hostile("some text"));

        assertThat(page("job/full/1/powerx-release/"))
                .contains("Rollout plan")
                .contains("50 %")
                .contains("then wait 1 h")
                .contains("Risk")
                .contains("Release notes")
                .contains("Requested changes")
                .contains("Decided by");
    }

    @Test
    void a_release_page_shows_who_published_and_whether_the_review_is_overdue() throws Exception {
        FreeStyleBuild run = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject("late"));
        Instant submitted = Instant.now().minus(Duration.ofDays(2));
        PublishAction.record(run, ReleaseFixtures.release("com.example.plugin", "1.0.0", "beta", release -> {
            ReleaseFixtures.times(release, submitted, submitted, submitted);
            ReleaseFixtures.expected(release, Duration.ofDays(3), null);
        }));
        assertThat(page("job/late/1/powerx-release/"))
                .contains("Published by")
                .contains("Legacy code started this job.")
                .doesNotContain("overdue");

        PublishAction.record(run, ReleaseFixtures.release("com.example.plugin", "2.0.0", "beta", release -> {
            ReleaseFixtures.times(release, submitted, submitted, submitted);
            ReleaseFixtures.expected(release, Duration.ofDays(1), null);
        }));

        assertThat(page("job/late/1/powerx-release/")).containsOnlyOnce("overdue");
    }

    @Test
    void the_history_of_builds_has_a_badge_with_the_version() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("badged");
        PublishAction.record(jenkins.buildAndAssertSuccess(job), ReleaseFixtures.release("com.example.badged"));

        assertThat(page("job/badged/buildHistory/ajax"))
                .contains("jenkins-badge")
                .contains("1.2.3");
    }

    @Test
    void pages_are_chinese_for_a_chinese_user() throws Exception {
        LocaleProvider english = LocaleProvider.getProvider();
        // The harness does not install the provider that reads the request.
        LocaleProvider.setProvider(new LocaleProvider() {
            @Override
            public Locale get() {
                return Locale.SIMPLIFIED_CHINESE;
            }
        });
        try {
            assertThat(page("powerx-releases/"))
                    .contains("审核中")
                    .contains("下次查询")
                    .contains("等待审核");
            assertThat(page("job/shown/1/powerx-release/")).contains("1.5 秒");
        } finally {
            LocaleProvider.setProvider(english);
        }
    }

    @Test
    void listeners_learn_each_status_once() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("heard");
        FreeStyleBuild run = jenkins.buildAndAssertSuccess(job);
        Release release = ReleaseFixtures.release("com.example.heard");

        PublishAction.record(run, release);
        PublishAction.record(run, release);
        ReleaseFixtures.status(release, "approved");
        PublishAction.record(run, release);

        assertThat(Heard.EVENTS)
                .filteredOn(event -> event.startsWith("com.example.heard "))
                .containsExactly("com.example.heard null QUEUED", "com.example.heard QUEUED APPROVED");
    }

    /** A listener that fails must not keep others from being notified. */
    @TestExtension
    public static final class Failing extends ReleaseListener {
        @Override
        public void onStatusChanged(Run<?, ?> run, Release release, ReleaseStatus before) {
            throw new IllegalStateException("not able to send a message");
        }
    }

    @TestExtension
    public static final class Heard extends ReleaseListener {
        static final List<String> EVENTS = new CopyOnWriteArrayList<>();

        @Override
        public void onStatusChanged(Run<?, ?> run, Release release, ReleaseStatus before) {
            EVENTS.add(release.getPluginId() + " " + before + " " + release.getState());
        }
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
