package io.powerx.publish.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.cli.Shell;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.FaultScript;
import io.powerx.publish.sandbox.Sandbox;
import io.powerx.publish.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** publish --wait: one result and one receipt, both with the outcome of the review. */
class PublishAndWaitTest {
    private Shell shell;
    private Sandbox sandbox;
    private String decision = "";

    @BeforeEach
    void givenAMarketplaceWithAReviewer(@TempDir Path root) throws Exception {
        shell = new Shell(root);
        shell.examplePlugin("plugin");
        sandbox = Sandbox.start(SandboxOptions.builder(root.resolve("marketplace"))
                .faults(call -> {
                    if (call.operation().equals("getReview") && !decision.isEmpty()) {
                        decide(call.path());
                    }
                    return FaultScript.NONE.decide(call);
                })
                .build());
        shell.publishingTo(sandbox).with("PX_PROJECT", "plugin");
    }

    @AfterEach
    void end() {
        sandbox.close();
    }

    /** The reviewer decides at the moment at which the publisher asks. */
    private void decide(String path) {
        String made = decision;
        decision = "";
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.baseUri() + path))
                .header("Authorization", "Bearer " + sandbox.reviewerToken().reveal())
                .header("Content-Type", "application/json")
                .method(
                        "PATCH",
                        BodyPublishers.ofString("{\"decision\": \"" + made + "\", \"notes\": \"the icon is blurred\"}"))
                .build();
        try {
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Shell.Outcome publish(String... more) {
        return shell.run(
                Stream.concat(Stream.of("publish", "--wait"), Stream.of(more)).toArray(String[]::new));
    }

    private JsonNode receipt() throws IOException {
        return Json.mapper().readTree(Files.readAllBytes(shell.folder().resolve("publish-receipt.json")));
    }

    @Test
    void an_approval_is_in_the_only_document_and_in_the_receipt() throws Exception {
        decision = "approved";

        Shell.Outcome outcome = publish("--json");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        JsonNode document = outcome.onlyDocument();
        assertThat(document.path("status").asText()).isEqualTo("approved");
        assertThat(document.has("error")).isFalse();
        assertThat(receipt()).isEqualTo(document);
    }

    @Test
    void the_result_and_the_error_of_a_rejection_have_the_link_once() throws Exception {
        decision = "rejected";

        Shell.Outcome outcome = publish("--wait-timeout", "1h");

        assertThat(outcome.exitCode()).isEqualTo(8);
        assertThat(outcome.out()).containsPattern("review +http://\\S+/versions/ver_");
        assertThat(outcome.err())
                .contains("error [review_negative]", "for the review of com.powerx.plugins.note 0.2.0")
                .doesNotContain("/versions/ver_");
    }

    @ParameterizedTest
    @CsvSource({"rejected, 8, review_negative", "needs_changes, 8, review_negative", "'', 9, wait_timeout"})
    void without_approval_the_only_document_and_the_receipt_have_status_and_error(
            String reviewed, int exitCode, String code) throws Exception {
        decision = reviewed;

        Shell.Outcome outcome = publish("--json", "--wait-timeout", reviewed.isEmpty() ? "10ms" : "1h");

        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(exitCode);
        JsonNode document = outcome.onlyDocument();
        assertThat(document.path("status").asText()).isEqualTo(reviewed.isEmpty() ? "queued" : reviewed);
        assertThat(document.path("error").path("code").asText()).isEqualTo(code);
        assertThat(document.path("error").path("phase").asText()).isEqualTo("review");
        assertThat(document.path("publishId").asText()).isNotEmpty();
        assertThat(receipt()).isEqualTo(document);
        assertThat(outcome.err()).contains("[" + code + "]");
    }

    @Test
    void the_text_states_the_decision() {
        decision = "rejected";

        Shell.Outcome outcome = publish("--quiet");

        assertThat(outcome.out())
                .contains("the review ended with the status rejected")
                .containsPattern("status +rejected")
                .doesNotContain("review queue")
                .doesNotContain("next check");
        assertThat(outcome.err()).contains("the icon is blurred");
    }

    @Test
    void publishing_an_approved_version_again_reports_the_approval() throws Exception {
        decision = "approved";

        publish("--json");
        Shell.Outcome again = publish("--json");

        assertThat(again.exitCode()).isZero();
        assertThat(again.onlyDocument().path("alreadyPublished").asBoolean()).isTrue();
        assertThat(receipt().path("status").asText()).isEqualTo("approved");
    }
}
