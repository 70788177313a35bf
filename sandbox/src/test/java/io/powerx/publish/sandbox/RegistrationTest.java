package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SamplePublish;
import io.powerx.publish.sandbox.support.SandboxTest;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistrationTest extends SandboxTest {
    private static final String PLUGIN = "com.powerx.note";

    private Sandbox sandbox;
    private ContractClient client;

    @BeforeEach
    void startOne() {
        sandbox = start(options -> options.maxArtifactBytes(1 << 20));
        client = publisher(sandbox);
    }

    private static void assertRefused(Reply reply, int status, String code) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
    }

    @Test
    void a_repeated_request_returns_the_current_state_whatever_else_differs() {
        SamplePublish sample = SamplePublish.simple(PLUGIN, "1.0.0");
        Reply first = client.register(sample.request());
        client.complete(first.get("publishId"), client.upload(first.json(), sample));
        sample.metadata().putObject("build").put("buildUrl", "https://ci.example/another-run");

        Reply again = client.register(sample.request());

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        assertThat(again.get("publishId")).isEqualTo(first.get("publishId"));
        assertThat(again.get("status")).isEqualTo("uploaded");
        assertThat(first.headers()).doesNotContainKey("idempotency-replayed");
    }

    @Test
    void a_replay_of_an_incomplete_publish_returns_urls_for_the_missing_parts() {
        SamplePublish sample = SamplePublish.simple(PLUGIN, "1.0.0");
        client.register(sample.request());

        Reply again = client.register(sample.request());

        assertThat(again.json().at("/uploads/0/parts/0/url").asText())
                .startsWith(sandbox.baseUri() + "/signed-upload?");
    }

    @Test
    void the_order_of_artifacts_does_not_matter() {
        SamplePublish sample = SamplePublish.packaged(PLUGIN, "1.0.0");
        client.register(sample.request());
        JsonNode first = sample.artifacts().remove(0);
        sample.artifacts().add(first);

        assertThat(client.register(sample.request()).status()).isEqualTo(200);
    }

    @Test
    void reusing_a_key_for_other_artifacts_is_refused_with_the_existing_publish_id() {
        SamplePublish sample = SamplePublish.simple(PLUGIN, "1.0.0");
        Reply first = client.register(sample.request());
        sample.artifact(sample.nameOf("package"), "package", new byte[] {1, 2, 3});

        Reply second = client.register(sample.request());

        assertRefused(second, 422, "idempotency_key_reused");
        assertThat(second.get("publishId")).isEqualTo(first.get("publishId"));
    }

    @Test
    void a_rebuild_with_different_content_replaces_an_artifact_during_the_upload() {
        SamplePublish sample = SamplePublish.simple(PLUGIN, "1.0.0").artifact("notes.txt", "report", new byte[] {7});
        Reply first = client.register(sample.request());
        client.upload(first.json(), sample);
        sample.artifact(sample.nameOf("package"), "package", new byte[] {1, 2, 3});

        Reply renewed = client.renew(first.get("publishId"), sample.artifacts());

        assertThat(renewed.status()).isEqualTo(200);
        JsonNode uploads = renewed.json().get("uploads");
        assertThat(uploads.findParents("artifact"))
                .allSatisfy(upload -> assertThat(upload.at("/parts/0/received").asBoolean())
                        .isEqualTo(upload.get("artifact").asText().equals("notes.txt")));
        assertThat(client.register(sample.request()).status()).isEqualTo(200);
        Reply completed = client.complete(first.get("publishId"), client.upload(renewed.json(), sample));
        assertThat(completed.get("status")).isEqualTo("uploaded");
        assertRefused(client.renew(first.get("publishId")), 409, "not_awaiting_upload");
    }

    @Test
    void a_published_version_with_different_content_is_a_conflict_that_specifies_the_existing_publish() {
        SamplePublish winner = SamplePublish.simple(PLUGIN, "1.0.0");
        JsonNode published = client.publish(winner);
        SamplePublish loser = SamplePublish.simple(PLUGIN, "1.0.0").artifact("more.pxp", "package", new byte[] {1});

        Reply refused = client.register(loser.request());

        assertRefused(refused, 409, "version_conflict");
        assertThat(refused.get("publishId"))
                .isEqualTo(published.get("publishId").asText());
        assertThat(refused.get("supportUrl"))
                .isEqualTo(sandbox.baseUri() + "/versions/"
                        + published.get("versionId").asText());
        assertThat(refused.get("detail")).contains("1.0.0").doesNotContain("http");
    }

    @Test
    void a_version_that_is_being_uploaded_with_other_content_is_in_progress() {
        Reply first = client.register(SamplePublish.simple(PLUGIN, "1.0.0").request());

        Reply second = client.register(SamplePublish.simple(PLUGIN, "1.0.0")
                .artifact("more.pxp", "package", new byte[] {1})
                .request());

        assertRefused(second, 409, "publish_in_progress");
        assertThat(second.get("publishId")).isEqualTo(first.get("publishId"));
    }

    @Test
    void an_upload_that_was_abandoned_for_a_day_releases_its_version_number() {
        SamplePublish abandoned = SamplePublish.simple(PLUGIN, "1.0.0");
        Reply first = client.register(abandoned.request());
        SamplePublish other = SamplePublish.simple(PLUGIN, "1.0.0").artifact("more.pxp", "package", new byte[] {1});
        clock.advance(Duration.ofHours(23));
        assertRefused(client.register(other.request()), 409, "publish_in_progress");
        clock.advance(Duration.ofHours(2));

        assertThat(client.register(other.request()).status()).isEqualTo(201);

        assertThat(client.get(first.get("publishId")).get("status")).isEqualTo("withdrawn");
        assertThat(client.register(abandoned.request()).get("status")).isEqualTo("withdrawn");
    }

    @Test
    void withdrawing_an_incomplete_upload_releases_its_version_number() {
        Reply first = client.register(SamplePublish.simple(PLUGIN, "1.0.0").request());
        assertThat(client.status(first.get("versionId"), "withdrawn").status()).isEqualTo(200);

        Reply second = client.register(SamplePublish.simple(PLUGIN, "1.0.0")
                .artifact("more.pxp", "package", new byte[] {1})
                .request());

        assertThat(second.status()).isEqualTo(201);
    }

    @Test
    void a_withdrawn_version_never_changes_its_content() {
        JsonNode published = client.publish(SamplePublish.simple(PLUGIN, "1.0.0"));
        client.status(published.get("versionId").asText(), "withdrawn");

        Reply again = client.register(SamplePublish.simple(PLUGIN, "1.0.0")
                .artifact("more.pxp", "package", new byte[] {1})
                .request());

        assertRefused(again, 409, "version_conflict");
    }

    @Test
    void only_the_same_content_may_be_published_on_the_other_channel() {
        SamplePublish beta = SamplePublish.packaged(PLUGIN, "1.0.0").channel("beta");
        client.publish(beta);

        assertThat(client.register(SamplePublish.packaged(PLUGIN, "1.0.0").request())
                        .status())
                .isEqualTo(201);
        client.publish(SamplePublish.packaged(PLUGIN, "1.1.0").channel("beta"));
        Reply other = client.register(SamplePublish.simple(PLUGIN, "1.1.0")
                .artifact("x.pxp", "package", new byte[] {1})
                .request());
        assertRefused(other, 409, "version_conflict");
    }

    @Test
    void the_key_is_required_and_must_match_the_body() {
        ObjectNode request = SamplePublish.simple(PLUGIN, "1.0.0").request();

        assertRefused(client.register(request, UUID.randomUUID().toString()), 400, "validation_failed");
        assertRefused(client.send("POST", "/api/marketplace/plugins/publish", request), 400, "validation_failed");
        String upper = request.get("publishRequestId").asText().toUpperCase(java.util.Locale.ROOT);
        assertThat(client.register(request, upper).status()).isEqualTo(201);
    }

    @Test
    void every_invalid_field_is_reported_with_its_pointer() {
        SamplePublish sample = SamplePublish.simple(PLUGIN, "not.a.version");
        sample.metadata().put("channel", "nightly").remove("permissions");
        sample.metadata()
                .putObject("rollout")
                .put("strategy", "canary")
                .putArray("batches")
                .addObject()
                .put("percentage", 101);
        ((ObjectNode) sample.artifacts().get(0)).put("sha256", "ABC");

        Reply refused = client.register(sample.request());

        assertRefused(refused, 400, "validation_failed");
        assertThat(refused.json().get("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder(
                        "/metadata/version",
                        "/metadata/channel",
                        "/metadata/permissions",
                        "/metadata/rollout/batches/0/percentage",
                        "/artifacts/0/sha256");
    }

    @Test
    void artifact_names_must_be_unique() {
        SamplePublish sample = SamplePublish.simple(PLUGIN, "1.0.0");
        sample.artifacts().add(sample.artifacts().get(0).deepCopy());

        Reply refused = client.register(sample.request());

        assertRefused(refused, 400, "validation_failed");
        assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/artifacts/1/name");
    }

    @Test
    void an_artifact_that_is_too_large_is_refused_with_the_limit() {
        SamplePublish sample = SamplePublish.simple(PLUGIN, "1.0.0");
        ((ObjectNode) sample.artifacts().get(0)).put("size", (1 << 20) + 1);

        Reply refused = client.register(sample.request());

        assertRefused(refused, 413, "artifact_too_large");
        assertThat(refused.json().get("limitBytes").asLong()).isEqualTo(1 << 20);
    }

    @Test
    void a_request_without_an_id_gets_one() {
        Reply reply = ContractClient.raw(
                "GET", sandbox.baseUri() + "/api/marketplace/plugins/x/versions", new byte[0], Map.of());

        assertThat(reply.header("x-request-id")).isNotEmpty();
        assertThat(reply.get("requestId")).isEqualTo(reply.header("x-request-id"));
    }
}
