package io.powerx.publish.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.cli.PlantedSecrets;
import io.powerx.publish.github.Loopback.Answer;
import io.powerx.publish.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Marketplace whose responses contain commands, markup and the secrets that it received. */
class HostileServerTest {
    private static final String INJECTION =
            "::error file=a::injected\n\n::set-output name=status::owned\r##[set-env name=A]b\u2028::add-mask::a"
                    + " %0A::warning::injected <img src=x onerror=alert(1)> [x](javascript:alert(1)) | `c` @octocat";
    private static final String PASSPHRASE = "canary-pass/phrase+0 vzkq";

    private Job job;
    private Loopback server;
    private String detail = INJECTION;

    @BeforeEach
    void givenAJob(@TempDir Path root) throws Exception {
        server = new Loopback(this::answer);
        job = new Job(root).with("api-url", server.url()).with("telemetry", "off");
    }

    @AfterEach
    void end() {
        server.close();
        job.close();
    }

    private Answer answer(Loopback.Request request) {
        if (request.method().equals("GET")) {
            return Answer.json(200, "{\"items\":[]}");
        }
        if (request.target().endsWith("/preflight")) {
            return Answer.json(404, "{\"title\":\"Not found\",\"status\":404,\"code\":\"not_found\"}");
        }
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", detail);
        problem.put("status", 403);
        problem.put("detail", detail);
        problem.put("code", "missing_permission");
        problem.put("supportUrl", "javascript:alert(1)");
        return Answer.json(403, Json.write(problem));
    }

    @Test
    void text_of_the_server_is_neither_a_command_nor_markup() throws Exception {
        Job.Step step = job.variable("RUNNER_DEBUG", "1").run();

        assertThat(step.exitCode()).as(step.log()).isEqualTo(4);
        assertThat(step.outputs())
                .containsEntry("error-code", "missing_permission")
                .containsEntry("status", "failed");
        assertThat(step.log().split("[\r\n]"))
                .filteredOn(line -> line.strip().startsWith("::"))
                .allMatch(line ->
                        line.matches("::(add-mask|group|endgroup|error|warning|notice)( title=px-publish[^:]*)?::.*"))
                .noneMatch(line -> line.startsWith("::error file=a") || line.startsWith("::add-mask::a"));
        assertThat(step.log()).doesNotContain("##[");
        assertThat(step.summary())
                .contains("Remedy")
                .doesNotContain("<img", "](", "`c`", "@octocat", "href=\"javascript");
        assertThat(step.summary().lines()).noneMatch(line -> line.startsWith("::"));
    }

    @Test
    void the_package_outputs_are_set_even_if_the_publish_fails() throws Exception {
        Job.Step step = job.run();

        assertThat(step.exitCode()).as(step.log()).isEqualTo(4);
        assertThat(step.outputs())
                .containsKeys("package-sha256", "content-digest")
                .doesNotContainKey("publish-id");
        assertThat(job.workspace.resolve(step.outputs().get("package-path"))).isRegularFile();
    }

    @Test
    void secrets_that_the_server_repeats_are_never_written() throws Exception {
        String token = job.sandbox.publisherToken().reveal();
        String key = Files.readString(job.sandbox.signingKey());
        List<String> secrets = List.of(token, PASSPHRASE);
        detail = String.join(" ", secrets) + " " + key + " "
                + secrets.stream().map(HostileServerTest::encoded).toList();

        Job.Step step = job.with("signing-passphrase", PASSPHRASE)
                .variable("RUNNER_DEBUG", "1")
                .run();

        assertThat(step.exitCode()).as(step.log()).isEqualTo(4);
        String shown = String.join(
                "\n",
                step.log()
                        .lines()
                        .filter(line -> !line.startsWith("::add-mask::"))
                        .toList());
        assertThat(step.log()).contains("::add-mask::" + token, "::add-mask::" + PASSPHRASE);
        for (String secret : secrets) {
            assertNowhere(shown, secret);
            assertNowhere(shown, base64(secret).replaceAll("=+$", ""));
            assertNowhere(shown, URLEncoder.encode(secret, StandardCharsets.UTF_8));
        }
        assertNowhere(shown, key.lines().skip(1).findFirst().orElseThrow());
    }

    @Test
    void no_form_of_a_secret_is_part_of_an_annotation_a_group_or_the_text_of_a_summary() {
        PlantedSecrets planted = new PlantedSecrets();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        WorkflowLog log = new WorkflowLog(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        planted.register(log.redactor());
        bytes.reset();

        for (String text : planted.texts()) {
            new Annotations(log).step(Annotations.Level.ERROR, text, text);
            log.group(text);
            bytes.writeBytes(new Markdown(log.redactor()).text(text).getBytes(StandardCharsets.UTF_8));
        }

        String written = bytes.toString(StandardCharsets.UTF_8);
        assertThat(planted.missing(written)).isEmpty();
        assertThat(planted.leaks(written)).isEmpty();
    }

    private void assertNowhere(String log, String text) throws Exception {
        assertThat(log).doesNotContain(text);
        try (Stream<Path> files = Files.walk(job.workspace.getParent())) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(job.marketplace))
                    .toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .as(file.toString())
                        .doesNotContain(text);
            }
        }
    }

    private static String encoded(String secret) {
        return base64(secret) + " " + URLEncoder.encode(secret, StandardCharsets.UTF_8);
    }

    private static String base64(String secret) {
        return Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    }
}
