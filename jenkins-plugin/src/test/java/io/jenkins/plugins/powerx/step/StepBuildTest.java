package io.jenkins.plugins.powerx.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.remoting.Callable;
import hudson.remoting.VirtualChannel;
import hudson.util.StreamTaskListener;
import io.powerx.publish.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class StepBuildTest {
    private static final String TOKEN = "marketplace-token-4711";

    @TempDir
    Path data;

    /** Why the agent refuses calls from now on; null as long as it answers them. */
    private final AtomicReference<String> refusal = new AtomicReference<>();

    @Test
    void a_warning_about_packages_that_remain_contains_no_secret(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();
        FreeStyleBuild run = jenkins.buildAndAssertSuccess(job);
        FilePath workspace = new FilePath(
                agent(), Files.createDirectory(data.resolve("workspace")).toString());
        ByteArrayOutputStream log = new ByteArrayOutputStream();

        // given a step that has opened its folder for packages and knows a token
        StepBuild build = new StepBuild(
                run, workspace, new StreamTaskListener(log, StandardCharsets.UTF_8), new PxPublishStep(), "1");
        build.workbench();
        build.redactor().add(Secret.of(TOKEN));

        // when the agent refuses to remove it, and repeats the token
        refusal.set("cannot remove the packages of " + TOKEN);
        build.close();

        // then
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("[PowerX] warning: could not remove ")
                .contains("cannot remove the packages of ****")
                .doesNotContain(TOKEN);
    }

    /** Executes calls in this process. */
    private VirtualChannel agent() {
        return (VirtualChannel) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {VirtualChannel.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("call")) {
                        return method.getName().equals("toString") ? "agent" : null;
                    }
                    if (refusal.get() != null) {
                        throw new IOException(refusal.get());
                    }
                    return ((Callable<?, ?>) arguments[0]).call();
                });
    }
}
