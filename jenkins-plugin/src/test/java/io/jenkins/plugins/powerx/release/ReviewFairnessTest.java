package io.jenkins.plugins.powerx.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.impl.BaseStandardCredentials;
import com.sun.net.httpserver.HttpServer;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.powerx.config.Endpoint;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Many pending reviews at several endpoints. */
@WithJenkins
class ReviewFairnessTest {
    private static final int BUILDS = 15;
    private static final int RELEASES = 334;
    private static final Pattern VERSION = Pattern.compile("v_\\d+_\\d+");

    @Test
    void five_thousand_reviews_are_requested_although_one_of_three_endpoints_is_down(JenkinsRule jenkins)
            throws Exception {
        Set<String> asked = ConcurrentHashMap.newKeySet();
        HttpServer one = marketplace(asked);
        HttpServer two = marketplace(asked);
        try {
            configure(address(one), address(two), "http://127.0.0.1:" + closedPort());
            int healthy = 0;
            for (int i = 0; i < BUILDS; i++) {
                pending(jenkins, i, "endpoint-" + i % 3);
                healthy += i % 3 == 2 ? 0 : RELEASES;
            }

            ReviewRefresh.get().begin();

            // A round may have begun on its own while the releases were added.
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (asked.size() < healthy && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertThat(asked.size()).isEqualTo(healthy);
            assertThat(ReviewRefresh.get().downSince("endpoint-2")).isNotNull();
            assertThat(ReviewRefresh.get().downSince("endpoint-0")).isNull();
        } finally {
            one.stop(0);
            two.stop(0);
        }
    }

    @Test
    void a_server_error_for_one_version_delays_only_that_version(JenkinsRule jenkins) throws Exception {
        Set<String> asked = ConcurrentHashMap.newKeySet();
        HttpServer server = marketplace(asked, "v_0_0", 500);
        try {
            configure(address(server));
            pending(jenkins, 0, "endpoint-0");

            refresh();

            assertThat(asked).contains("v_0_0").hasSize(RELEASES);
            assertThat(ReviewRefresh.get().downSince("endpoint-0")).isNull();
            assertThat(dashboard(jenkins)).contains("endpoint-0").doesNotContain("Statuses at endpoint-0");
            Run<?, ?> build = jenkins.jenkins
                    .getItemByFullName("job-0", FreeStyleProject.class)
                    .getLastBuild();
            Release broken = build.getAction(PublishAction.class).getReleases().get(0);
            assertThat(broken.refreshProblem).contains("500");
            assertThat(broken.nextCheckAt).as("requested later").isPositive();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_review_that_cannot_be_requested_for_an_hour_is_overdue_although_it_is_tried_again(JenkinsRule jenkins)
            throws Exception {
        pending(jenkins, 0, "renamed");
        FreeStyleProject job = jenkins.jenkins.getItemByFullName("job-0", FreeStyleProject.class);
        ReleaseEntry entry = ReleaseIndex.get().of(job).get(0);
        long due = entry.nextCheckAt = System.currentTimeMillis() - 1_000;

        refresh();

        assertThat(entry.nextCheckAt).as("tried again later").isGreaterThan(System.currentTimeMillis());
        assertThat(entry.isOverdue(Instant.ofEpochMilli(due).plus(Duration.ofMinutes(59))))
                .isFalse();
        assertThat(entry.isOverdue(Instant.ofEpochMilli(due).plus(Duration.ofMinutes(61))))
                .isTrue();
    }

    @Test
    void an_endpoint_that_was_removed_is_not_said_to_be_unreachable(JenkinsRule jenkins) throws Exception {
        Set<String> asked = ConcurrentHashMap.newKeySet();
        HttpServer server = marketplace(asked, "v_", 500);
        String address = address(server);
        configure(address);
        pending(jenkins, 0, "endpoint-0");
        refresh();
        assertThat(ReviewRefresh.get().downSince("endpoint-0")).isNotNull();
        server.stop(0);
        PxGlobalConfiguration.get().setEndpoints(List.of());

        FreeStyleProject job = jenkins.jenkins.getItemByFullName("job-0", FreeStyleProject.class);
        for (Future<?> round : ReviewRefresh.get().begin(job.getLastBuild())) {
            round.get();
        }

        assertThat(ReviewRefresh.get().downSince("endpoint-0")).isNull();
    }

    @Test
    void server_errors_for_every_version_are_those_of_the_endpoint(JenkinsRule jenkins) throws Exception {
        Set<String> asked = ConcurrentHashMap.newKeySet();
        HttpServer server = marketplace(asked, "v_", 500);
        try {
            configure(address(server));
            pending(jenkins, 0, "endpoint-0");

            refresh();

            assertThat(asked).hasSizeLessThan(10);
            assertThat(ReviewRefresh.get().downSince("endpoint-0")).isNotNull();
            assertThat(dashboard(jenkins)).contains("Statuses at endpoint-0 may be outdated");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_review_that_fails_unexpectedly_does_not_delay_the_others(JenkinsRule jenkins) throws Exception {
        Set<String> asked = ConcurrentHashMap.newKeySet();
        HttpServer server = marketplace(asked, "none", 500);
        try {
            configure(address(server));
            SystemCredentialsProvider.getInstance().getCredentials().add(new Undecipherable());
            pending(jenkins, 0, "endpoint-0");
            Run<?, ?> build = jenkins.jenkins
                    .getItemByFullName("job-0", FreeStyleProject.class)
                    .getLastBuild();
            Release first = build.getAction(PublishAction.class).getReleases().get(0);
            first.sentTo("endpoint-0", false, "undecipherable");

            refresh();

            assertThat(asked).hasSize(RELEASES - 1).doesNotContain(first.versionId);
            asked.clear();
            refresh();
            assertThat(asked).as("requested again before they are due").isEmpty();
        } finally {
            server.stop(0);
        }
    }

    /** Credentials whose secret cannot be read, such as those of an external store that is broken. */
    private static final class Undecipherable extends BaseStandardCredentials implements StringCredentials {
        private static final long serialVersionUID = 1L;

        Undecipherable() {
            super(CredentialsScope.GLOBAL, "undecipherable", "");
        }

        @NonNull
        @Override
        public Secret getSecret() {
            throw new IllegalStateException("the store of the credentials is broken");
        }
    }

    private static String dashboard(JenkinsRule jenkins) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        client.getOptions().setJavaScriptEnabled(false);
        return client.goTo("powerx-releases/").getWebResponse().getContentAsString();
    }

    private static void refresh() throws Exception {
        for (Future<?> round : ReviewRefresh.get().begin()) {
            round.get();
        }
    }

    private static void pending(JenkinsRule jenkins, int number, String endpoint) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("job-" + number);
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(job);
        PublishAction action = new PublishAction();
        build.addAction(action);
        for (int i = 0; i < RELEASES; i++) {
            Release release = new Release("com.example.plugin-" + i, "Plugin " + i, "1.0.0", "beta");
            release.versionId = "v_" + number + "_" + i;
            release.publishId = "p_" + number + "_" + i;
            release.status = "queued";
            release.startedAt = i;
            release.sentTo(endpoint, false, "token");
            action.getReleases().add(release);
            ReleaseIndex.get().put(build, release);
        }
    }

    private static void configure(String... urls) throws IOException {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", "", Secret.fromString("t")));
        SystemCredentialsProvider.getInstance().save();
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < urls.length; i++) {
            endpoints.add(new Endpoint("endpoint-" + i, urls[i]));
        }
        PxGlobalConfiguration.get().setEndpoints(endpoints);
    }

    private static HttpServer marketplace(Set<String> asked) throws IOException {
        return marketplace(asked, "none", 200);
    }

    /**
     * @param broken the version, or the beginning of several, that has another status
     * @param status HTTP
     */
    private static HttpServer marketplace(Set<String> asked, String broken, int status) throws IOException {
        // Otherwise, each answer is delayed by 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", exchange -> {
            Matcher version = VERSION.matcher(exchange.getRequestURI().getPath());
            String id = version.find() ? version.group() : "";
            asked.add(id);
            byte[] body = ("{\"reviewQueueId\":\"rq_1\",\"versionId\":\"" + id
                            + "\",\"status\":\"queued\",\"nextCheckAt\":\""
                            + Instant.now().plusSeconds(600) + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            boolean affected = id.equals(broken) || (broken.endsWith("_") && id.startsWith(broken));
            exchange.sendResponseHeaders(affected ? status : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
