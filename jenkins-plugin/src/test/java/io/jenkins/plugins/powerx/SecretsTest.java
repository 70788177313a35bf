package io.jenkins.plugins.powerx;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ProxyConfiguration;
import hudson.model.Slave;
import io.powerx.publish.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.BuildWatcherExtension;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class SecretsTest {
    @RegisterExtension
    final InboundAgentExtension agents = new InboundAgentExtension();

    @RegisterExtension
    static final BuildWatcherExtension WATCHER = new BuildWatcherExtension();

    @TempDir
    Path data;

    @Test
    void neither_the_token_nor_the_key_leaks(JenkinsRule jenkins) throws Exception {
        Gatekeeper gate = new Gatekeeper("uploadPart");
        try (Marketplace marketplace =
                Marketplace.start(data, options -> options.faults(gate)).configure()) {
            Slave agent = agents.createAgent(jenkins, "worker");
            WorkflowJob job = new Jobs(jenkins, agent).create("release", "pxPublish(channel: 'beta')");
            List<String> canaries = canaries(marketplace.sandbox);

            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            gate.await();
            assertThat(childProcesses()).isNotEmpty().allSatisfy(seen -> assertThat(leaked(seen, canaries))
                    .isFalse());
            gate.open();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

            Path controller = jenkins.jenkins.getRootDir().toPath();
            Path worker = Path.of(agent.getRemoteFS());
            assertThat(leaks(controller, List.of("pxPublish(")))
                    .as("the search finds the script of the job")
                    .isNotEmpty();
            assertThat(leaks(worker, List.of("com.powerx.plugins.note")))
                    .as("the search finds the manifest")
                    .isNotEmpty();
            assertThat(leaks(controller, canaries)).isEmpty();
            assertThat(leaks(worker, canaries)).isEmpty();
        }
    }

    @Test
    void the_memory_of_an_agent_contains_no_secret_of_the_controller_during_an_upload(JenkinsRule jenkins)
            throws Exception {
        Gatekeeper gate = new Gatekeeper("uploadPart");
        try (Marketplace marketplace =
                Marketplace.start(data, options -> options.faults(gate)).configure()) {
            jenkins.jenkins.setProxy(new ProxyConfiguration(
                    "proxy.invalid", 3128, "svc-proxy-canary", "Pr0xy-S3cret-canary", "127.0.0.1\nlocalhost"));
            Slave agent = agents.createAgent(jenkins, "worker");
            WorkflowJob job = new Jobs(jenkins, agent).create("release", "pxPublish(channel: 'beta')");
            List<String> canaries = canaries(marketplace.sandbox);
            canaries.add("Pr0xy-S3cret-canary");
            canaries.add("svc-proxy-canary");

            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            gate.await();
            String heap = heapOf(agentProcess(), data.resolve("agent.hprof"));
            gate.open();
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));

            assertThat(heap.contains("proxy.invalid"))
                    .as("the settings of the upload are in the heap")
                    .isTrue();
            assertThat(canaries).filteredOn(heap::contains).isEmpty();
        }
    }

    private static long agentProcess() {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    /** The heap of a process as text; compact strings are in it as they are. */
    private static String heapOf(long process, Path file) throws Exception {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process dump = new ProcessBuilder(jcmd.toString(), Long.toString(process), "GC.heap_dump", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(dump.waitFor()).as(output).isZero();
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /** Command lines and environments of the agents, as other processes of the same user see them. */
    private static List<String> childProcesses() throws IOException {
        List<String> seen = new ArrayList<>();
        for (ProcessHandle child : ProcessHandle.current().descendants().toList()) {
            Path process = Path.of("/proc", Long.toString(child.pid()));
            for (String file : List.of("cmdline", "environ")) {
                if (Files.isReadable(process.resolve(file))) {
                    seen.add(Files.readString(process.resolve(file), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return seen;
    }

    private static boolean leaked(String content, List<String> canaries) {
        return canaries.stream().anyMatch(content::contains);
    }

    private static List<String> canaries(Sandbox sandbox) throws IOException {
        List<String> canaries = new ArrayList<>();
        String token = sandbox.publisherToken().reveal();
        canaries.add(token);
        canaries.add(Base64.getEncoder().withoutPadding().encodeToString(token.getBytes(StandardCharsets.UTF_8)));
        Files.readString(sandbox.signingKey())
                .lines()
                .filter(line -> !line.startsWith("-----") && line.length() >= 16)
                .forEach(canaries::add);
        return canaries;
    }

    /** Jenkins continues to write meanwhile, so files may disappear. */
    private static List<String> leaks(Path folder, List<String> canaries) throws IOException {
        List<String> leaks = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && Files.exists(file)) {
                    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
                    if (leaked(content, canaries)) {
                        leaks.add(folder.relativize(file).toString());
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return leaks;
    }
}
