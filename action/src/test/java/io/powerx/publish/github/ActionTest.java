package io.powerx.publish.github;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A step as the runner starts it, with the sandbox as its Marketplace. */
class ActionTest {
    private static final String HOSTILE =
            "::set-output name=a::b ##[error]x </details><script>alert(1)</script> | `code` %0A::error::y";

    private Job job;

    @BeforeEach
    void givenAJob(@TempDir Path root) throws Exception {
        job = new Job(root);
    }

    @AfterEach
    void end() {
        job.close();
    }

    @Test
    void a_publish_leaves_outputs_a_summary_and_one_notice() throws Exception {
        Job.Step step = job.run();

        assertThat(step.exitCode()).as(step.log()).isZero();
        assertThat(step.outputs())
                .containsKeys("publish-id", "version-id", "review-queue-id", "review-url", "next-check-at")
                .containsEntry("status", "queued")
                .containsEntry("published", "true")
                .containsEntry("already-published", "false")
                .containsEntry("receipt-path", "publish-receipt.json")
                .containsEntry("findings-error", "0")
                .doesNotContainKey("error-code");
        assertThat(job.workspace.resolve(step.outputs().get("package-path"))).isRegularFile();
        assertThat(step.outputs().get("receipt-json")).contains("\n");
        assertThat(Json.mapper().readTree(step.outputs().get("receipt-json")))
                .isEqualTo(Json.mapper().readTree(Files.readString(job.workspace.resolve("publish-receipt.json"))));
        assertThat(Job.text(job.output).indexOf("publish-id"))
                .isLessThan(Job.text(job.output).indexOf("status"));
        assertThat(step.commands("notice"))
                .filteredOn(line -> line.contains("title=px-publish"))
                .hasSize(1);
        assertThat(step.commands("group"))
                .hasSameSizeAs(step.commands("endgroup"))
                .isNotEmpty();
        assertThat(step.summary())
                .contains("com.powerx.plugins.note")
                .contains("0.2.0")
                .contains(step.outputs().get("package-sha256"))
                .contains("#### Timings", "| Submit for review |")
                .containsPattern("\\| Next check \\| <code>\\d{4}-\\d{2}-\\d{2} \\d{2}&#58;\\d{2} UTC</code> \\|")
                .containsPattern("\\| [\\d.]+ kB \\|")
                .contains("<a href=");
    }

    @Test
    void secrets_are_masked_before_anything_else_and_written_nowhere() throws Exception {
        String token = job.sandbox.publisherToken().reveal();
        String keyLine = Files.readString(job.sandbox.signingKey())
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();

        Job.Step step = job.variable("RUNNER_DEBUG", "1").run();

        assertThat(step.log().lines().filter(line -> line.contains(token) || line.contains(keyLine)))
                .containsExactlyInAnyOrder("::add-mask::" + token, "::add-mask::" + keyLine);
        assertThat(step.log()
                        .lines()
                        .takeWhile(line -> line.startsWith("::add-mask::"))
                        .toList())
                .contains("::add-mask::" + token, "::add-mask::" + keyLine);
        assertThat(Job.text(job.output) + Job.text(job.summary))
                .doesNotContain(token)
                .doesNotContain(keyLine);
        try (Stream<Path> files = Files.walk(job.workspace)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(token)
                        .doesNotContain(keyLine);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.powerx.publish.cli.KeyForms#all")
    void every_form_of_a_signing_key_is_masked_before_anything_else(String form, String key, String canary)
            throws Exception {
        Job.Step step =
                job.with("signing-key", key).variable("RUNNER_DEBUG", "1").run();

        assertThat(step.outputs()).as(step.log()).containsKey("status");
        List<String> withKey =
                step.log().lines().filter(line -> line.contains(canary)).toList();
        assertThat(withKey).isNotEmpty().allMatch(line -> line.startsWith("::add-mask::"));
        assertThat(step.log().lines().takeWhile(line -> line.startsWith("::add-mask::")))
                .containsAll(withKey);
        assertThat(Job.text(job.output) + Job.text(job.summary)).doesNotContain(canary);
        Path debugLog = job.workspace.resolve("publish-debug.log");
        if (step.exitCode() != 0) {
            assertThat(debugLog).content().contains("signing-key = ****").doesNotContain(canary);
        }
    }

    @Test
    void a_failing_precheck_shows_findings_at_their_lines() throws Exception {
        Job.Step step = job.with("command", "precheck")
                .edit("plugin.yaml", "(?m)^version: .*$", "version: one")
                .run();

        assertThat(step.exitCode()).isEqualTo(3);
        assertThat(step.commands("error")).anySatisfy(line -> assertThat(line)
                .contains("file=plugin/plugin.yaml,line=")
                .contains("title=PX-"));
        assertThat(step.outputs())
                .containsEntry("status", "failed")
                .containsEntry("error-code", "precheck_failed")
                .containsEntry("published", "false");
        assertThat(step.summary()).contains("❌").contains("#### Findings").contains("| error |");
    }

    @Test
    void annotations_can_be_switched_off() throws Exception {
        Job.Step step = job.with("command", "precheck")
                .with("annotations", "False")
                .edit("plugin.yaml", "(?m)^version: .*$", "version: one")
                .run();

        assertThat(step.commands("error")).hasSize(1).noneMatch(line -> line.contains("file="));
    }

    @Test
    void a_hostile_name_injects_nothing() throws Exception {
        Job.Step step = job.edit("plugin.yaml", "(?m)^name: .*$", "name: '" + HOSTILE + "'")
                .edit("CHANGELOG.md", "\\z", "\n" + HOSTILE + "\n")
                .with("notes", "plugin/CHANGELOG.md")
                .run();

        assertThat(step.exitCode()).as(step.log()).isZero();
        assertThat(step.log()).contains("::set-output name=a::b ## [error]x");
        assertThat(step.summary()).contains("&#60;script&#62;alert");
        assertThat(step.log().lines()).noneMatch(line -> line.contains("##["));
        assertThat(step.log().lines().filter(line -> line.strip().startsWith("::")))
                .allMatch(line -> line.matches("::(add-mask|group|endgroup|error|warning|notice)( [^:]*)?::.*"))
                .noneMatch(line -> line.startsWith("::error::y"));
        assertThat(step.summary())
                .doesNotContain("<script")
                .doesNotContain("</details>")
                .doesNotContain("`code`");
    }

    @Test
    void a_rejected_token_is_reported_in_the_vocabulary_of_workflows() throws Exception {
        Job.Step step = job.with("token", "not-the-token-at-all").run();

        assertThat(step.exitCode()).isEqualTo(4);
        assertThat(step.commands("error"))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("with: token:").contains("publish-debug.log"));
        assertThat(step.summary()).contains("❌").contains("Remedy");
        assertThat(step.outputs()).containsKey("error-code").containsEntry("status", "failed");
    }

    @Test
    void without_a_token_the_remedy_shows_the_missing_permission() throws Exception {
        Job.Step step = job.with("token", "").run();

        assertThat(step.exitCode()).isEqualTo(4);
        assertThat(step.outputs()).containsEntry("error-code", "token_missing");
        assertThat(step.log()).contains("id-token: write");
    }

    @Test
    void a_path_out_of_the_workspace_is_refused() throws Exception {
        Files.createSymbolicLink(job.workspace.resolve("link"), job.workspace.getParent());

        for (String path : new String[] {"../secrets", "/etc/passwd", "link/output"}) {
            Job.Step step = job.with("receipt", path).run();

            assertThat(step.exitCode()).as(path).isEqualTo(2);
            assertThat(step.log()).contains("the input receipt").contains("leads out of the workspace");
        }
    }

    @Test
    void an_unknown_input_is_a_warning_and_underscores_are_accepted() throws Exception {
        Job.Step step = job.with("chanel", "beta").with("dry_run", "TRUE").run();

        assertThat(step.exitCode()).as(step.log()).isZero();
        assertThat(step.commands("warning"))
                .anySatisfy(line -> assertThat(line).contains("unknown input chanel; did you mean channel?"));
        assertThat(step.outputs()).containsEntry("status", "planned").containsEntry("published", "false");
    }

    @Test
    void a_wait_without_a_decision_in_time_fails_the_step_and_keeps_the_submitted_version() throws Exception {
        Job.Step step = job.with("wait", "true").with("wait-timeout", "10ms").run();

        assertThat(step.exitCode()).as(step.log()).isEqualTo(9);
        assertThat(step.outputs())
                .containsEntry("published", "true")
                .containsEntry("status", "queued")
                .containsEntry("error-code", "wait_timeout")
                .containsKeys("publish-id", "version-id", "review-queue-id", "next-check-at");
        assertThat(step.outputs().get("receipt-json"))
                .contains("wait_timeout")
                .isEqualToIgnoringWhitespace(Files.readString(job.workspace.resolve("publish-receipt.json")));
        assertThat(step.summary()).contains("queued").contains("Next: a reviewer decides");
    }

    @Test
    void later_steps_can_query_and_withdraw_the_version() throws Exception {
        job.run();

        Job.Step status = job.with("command", "status").run();
        Job.Step silent = job.with("command", "withdraw").run();
        Job.Step withdrawn = job.with("reason", "a mistake").run();

        assertThat(status.outputs()).containsEntry("status", "queued");
        assertThat(silent.exitCode()).isEqualTo(2);
        assertThat(silent.log()).contains("the input reason");
        assertThat(withdrawn.exitCode()).as(withdrawn.log()).isZero();
        assertThat(withdrawn.outputs()).containsEntry("status", "withdrawn");
    }
}
