package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.powerx.config.Endpoint;
import io.jenkins.plugins.powerx.config.PxGlobalConfiguration;
import io.jenkins.plugins.powerx.page.LastReleaseColumn;
import io.jenkins.plugins.powerx.release.PublishAction;
import io.jenkins.plugins.powerx.release.ReleaseFixtures;
import io.jenkins.plugins.powerx.step.PxPrecheckBuilder;
import io.jenkins.plugins.powerx.step.PxPrecheckStep;
import io.jenkins.plugins.powerx.step.PxPublishBuilder;
import io.jenkins.plugins.powerx.step.PxPublishStep;
import java.lang.reflect.Method;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.WebResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Calls every web method, found by reflection, as every kind of user. */
@WithJenkins
class WebMethodsTest {
    /** Visible only to users who may select credentials. */
    private static final String HIDDEN = "hidden-token";

    private static final String ENDPOINT = "hidden-endpoint";

    private static JenkinsRule jenkins;
    private static final Map<Who, JenkinsRule.WebClient> CLIENTS = new EnumMap<>(Who.class);

    private enum Who {
        ANONYMOUS,
        READER,
        BUILDER,
        CONFIGURER,
        ADMIN
    }

    /** @param informed users whose response may contain names of credentials and endpoints */
    private record Call(String path, List<Who> allowed, List<Who> informed) {}

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        FreeStyleProject shown = rule.createFreeStyleProject("shown");
        PublishAction.record(rule.buildAndAssertSuccess(shown), ReleaseFixtures.release("com.example.shown"));
        Marketplace.addText(HIDDEN, "canary");
        Marketplace.addFile(HIDDEN + "-file", "canary");
        PxGlobalConfiguration.get().setEndpoints(List.of(new Endpoint(ENDPOINT, "http://127.0.0.1:1")));
        rule.jenkins.setSecurityRealm(rule.createDummySecurityRealm());
        rule.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("reader")
                .grant(Jenkins.READ, Item.READ, Item.BUILD)
                .everywhere()
                .to("builder")
                .grant(Jenkins.READ, Item.READ, Item.EXTENDED_READ, Item.CONFIGURE, CredentialsProvider.USE_ITEM)
                .everywhere()
                .to("configurer")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin"));
        for (Who who : Who.values()) {
            JenkinsRule.WebClient client = rule.createWebClient();
            client.getOptions().setJavaScriptEnabled(false);
            client.setThrowExceptionOnFailingStatusCode(false);
            // A rejected anonymous request is redirected to the login page.
            client.setRefreshHandler((page, url, seconds) -> {});
            CLIENTS.put(
                    who, who == Who.ANONYMOUS ? client : client.login(who.name().toLowerCase()));
        }
    }

    @TestFactory
    Stream<DynamicTest> each_web_method_requires_its_permission_and_post() {
        return calls().stream().map(call -> DynamicTest.dynamicTest(call.path(), () -> check(call)));
    }

    private static void check(Call call) throws Exception {
        for (Who who : Who.values()) {
            WebResponse response = send(who, call.path(), HttpMethod.POST);
            assertThat(response.getStatusCode())
                    .as("POST %s as %s", call.path(), who)
                    .isEqualTo(call.allowed().contains(who) ? 200 : 403);
            if (call.informed().contains(who)) {
                continue;
            }
            assertThat(response.getContentAsString())
                    .as("POST %s as %s", call.path(), who)
                    .doesNotContain(HIDDEN)
                    .doesNotContain(ENDPOINT);
        }
        assertThat(send(Who.ADMIN, call.path(), HttpMethod.GET).getStatusCode())
                .as("GET " + call.path())
                .isIn(404, 405);
    }

    private static WebResponse send(Who who, String path, HttpMethod method) throws Exception {
        JenkinsRule.WebClient client = CLIENTS.get(who);
        WebRequest request = new WebRequest(URI.create(jenkins.getURL() + path).toURL(), method);
        return client.getPage(method == HttpMethod.POST ? client.addCrumb(request) : request)
                .getWebResponse();
    }

    private static List<Call> calls() {
        List<Who> readers = List.of(Who.READER, Who.BUILDER, Who.CONFIGURER, Who.ADMIN);
        List<Who> choosers = List.of(Who.CONFIGURER, Who.ADMIN);
        List<Who> admins = List.of(Who.ADMIN);
        List<Call> calls = new ArrayList<>();
        // Users who may read the job may call the methods of its forms, but only users who may configure it get data.
        for (Class<? extends Descriptor<?>> type : List.of(
                PxPublishStep.DescriptorImpl.class,
                PxPrecheckStep.DescriptorImpl.class,
                PxPublishBuilder.DescriptorImpl.class,
                PxPrecheckBuilder.DescriptorImpl.class,
                LastReleaseColumn.DescriptorImpl.class)) {
            for (String method : webMethods(type)) {
                String path = "descriptorByName/" + type.getEnclosingClass().getName() + "/" + method;
                calls.add(new Call("job/shown/" + path, readers, choosers));
                calls.add(new Call(path, readers, admins));
            }
        }
        for (String method : webMethods(Endpoint.DescriptorImpl.class)) {
            calls.add(global("descriptorByName/" + Endpoint.class.getName() + "/" + method, readers, admins));
        }
        for (String method : webMethods(PxGlobalConfiguration.class)) {
            calls.add(global(
                    "descriptorByName/" + PxGlobalConfiguration.class.getName() + "/" + method, readers, admins));
        }
        for (String method : webMethods(PublishAction.class)) {
            assertThat(method).isEqualTo("refresh");
            calls.add(new Call(
                    "job/shown/1/powerx-release/refresh", List.of(Who.BUILDER, Who.ADMIN), List.of(Who.values())));
        }
        assertThat(calls).hasSizeGreaterThan(60);
        return calls;
    }

    /** Drop-down lists of the global form are empty for other users than administrators; everything else is forbidden to them. */
    private static Call global(String path, List<Who> readers, List<Who> admins) {
        boolean harmless = path.endsWith("CredentialsIdItems") || path.endsWith("ChannelItems");
        return new Call(path, harmless ? readers : admins, admins);
    }

    private static Iterable<String> webMethods(Class<?> type) {
        TreeSet<String> names = new TreeSet<>();
        Arrays.stream(type.getMethods())
                .filter(method -> method.getDeclaringClass().getName().startsWith("io.jenkins.plugins.powerx."))
                .map(Method::getName)
                .filter(name -> name.matches("do[A-Z].*"))
                .forEach(name -> names.add(Character.toLowerCase(name.charAt(2)) + name.substring(3)));
        return names;
    }
}
