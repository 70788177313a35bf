package io.powerx.publish.cli.marketplace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.cli.Shell;
import io.powerx.publish.cli.output.UserLanguage;
import io.powerx.publish.config.Language;
import io.powerx.publish.conformance.CheckResult;
import io.powerx.publish.conformance.ConformanceReport;
import io.powerx.publish.json.Json;
import io.powerx.publish.message.MessageCatalog;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import io.powerx.publish.testing.JsonSchemas;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConformanceCommandTest {
    private Shell shell;

    @BeforeEach
    void openShell(@TempDir Path root) {
        shell = new Shell(root);
    }

    @Test
    void a_server_that_follows_the_contract_passes(@TempDir Path data) throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.builder(data).build())) {
            String url = sandbox.baseUri().toString();
            Files.writeString(
                    shell.folder().resolve("token.txt"),
                    sandbox.publisherToken().reveal());
            Files.writeString(
                    shell.folder().resolve("reader.txt"), sandbox.readerToken().reveal());

            Shell.Outcome outcome = shell.run(
                    "conformance",
                    "--url",
                    url,
                    "--token-file",
                    "token.txt",
                    "--reader-token-file",
                    "reader.txt",
                    "--json");

            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
            assertThat(JsonSchemas.violations("conformance.schema.json", outcome.out()))
                    .isEmpty();
            JsonNode report = Json.mapper().readTree(outcome.out());
            assertThat(report.path("conforms").asBoolean()).isTrue();
            assertThat(report.at("/checks/0/id").asText()).isEqualTo("auth-missing");
            assertThat(report.at("/checks/0/requestIds")).isNotEmpty();
            assertThat(outcome.err())
                    .contains("ok       part-stored")
                    .doesNotContain(sandbox.publisherToken().reveal());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EN, 'FAILED   two', 'requests request-two', 'does not follow the contract: 1 passed, 1 failed, 1 skipped'",
        "ZH, '失败     two', '请求 request-two', '不符合契约：通过 1，失败 1，跳过 1'",
    })
    void the_results_are_shown_in_the_language_of_the_user(
            Language language, String failed, String requests, String summary) {
        ConformanceReport report = new ConformanceReport(
                URI.create("https://market.example"),
                List.of(
                        result("one", CheckResult.Outcome.PASSED, ""),
                        result("two", CheckResult.Outcome.FAILED, "answered <500> & \u001b[31mred"),
                        result("three", CheckResult.Outcome.SKIPPED, "not offered")));

        String text = ConformanceText.of(
                report,
                language == Language.ZH
                        ? MessageCatalog.chinese().and(MessageCatalog.of(UserLanguage.class, "zh"))
                        : MessageCatalog.ENGLISH);

        assertThat(text).contains(failed, requests, summary).doesNotContain("\u001b");
    }

    private static CheckResult result(String id, CheckResult.Outcome outcome, String detail) {
        return new CheckResult(id, "Title of " + id, outcome, detail, List.of("request-" + id), Duration.ZERO);
    }

    @Test
    void every_check_has_a_chinese_title(@TempDir Path data) {
        Shell.Outcome outcome = shell.with("PX_LANG", "zh")
                .run("conformance", "--sandbox", "--sandbox-data", data.toString(), "--wait-for-expiry", "1");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("符合契约");
        assertThat(outcome.err().lines().filter(line -> line.startsWith("通过 ")))
                .hasSizeGreaterThan(40)
                .allMatch(line -> line.matches(".{33}.*\\p{IsHan}.*"));
    }

    @Test
    void an_unreachable_server_is_a_network_error_and_not_a_finding() {
        shell.with("PX_MARKETPLACE_TOKEN", "some-token");

        Shell.Outcome outcome = shell.run("conformance", "--url", "https://market.invalid", "--connect-timeout", "1s");

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.err()).contains("[network_unreachable]");
    }

    @Test
    void an_unknown_format_is_reported_before_anything_is_sent() {
        Shell.Outcome outcome = shell.run("conformance", "--url", "https://market.invalid", "--format", "xml");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("must be text, json or junit");
    }
}
