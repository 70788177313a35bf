package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SamplePublish;
import io.powerx.publish.sandbox.support.SandboxTest;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishFlowTest extends SandboxTest {
    private Sandbox sandbox;
    private ContractClient client;

    @BeforeEach
    void startOne() {
        sandbox = start();
        client = publisher(sandbox);
    }

    @Test
    void a_publish_goes_from_registration_to_the_decision() {
        SamplePublish sample = SamplePublish.packaged("com.powerx.note", "1.0.0");

        Reply registered = client.register(sample.request());
        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.get("status")).isEqualTo("awaiting_upload");
        assertThat(registered.json().get("reviewQueueId").isNull()).isTrue();

        Reply completed = client.complete(registered.get("publishId"), client.upload(registered.json(), sample));
        assertThat(completed.status()).as("%s", completed).isEqualTo(200);
        assertThat(completed.get("status")).isEqualTo("uploaded");
        for (JsonNode upload : completed.json().get("uploads")) {
            assertDownloads(upload, sample.content(upload.get("artifact").asText()));
        }

        Reply queued = client.submit(registered.get("versionId"), registered.get("publishId"));
        assertThat(queued.status()).isEqualTo(202);
        assertThat(queued.get("status")).isEqualTo("queued");
        assertThat(queued.get("nextCheckAt")).isEqualTo("2026-03-01T12:15:00Z");
        assertThat(queued.get("expectedReviewDuration")).isEqualTo("PT4H");
        assertThat(queued.get("reviewUrl")).isEqualTo(sandbox.baseUri() + "/versions/" + registered.get("versionId"));

        Reply decided = reviewer(sandbox).decide(registered.get("versionId"), "approved", "Well done.");
        assertThat(decided.get("status")).isEqualTo("approved");
        assertThat(decided.json().at("/decision/notes").asText()).isEqualTo("Well done.");
        assertThat(client.get(registered.get("publishId")).get("status")).isEqualTo("approved");
    }

    @Test
    void a_resumed_upload_sends_only_the_parts_that_are_missing() {
        byte[] content = new byte[5 * PART + 17];
        new Random(1).nextBytes(content);
        SamplePublish sample =
                new SamplePublish("com.powerx.big", "1.0.0", "beta").artifact("big.pxp", "package", content);
        Reply registered = client.register(sample.request());
        JsonNode upload = registered.json().get("uploads").get(0);
        assertThat(upload.get("mode").asText()).isEqualTo("multipart");
        assertThat(upload.get("partSize").asInt()).isEqualTo(PART);
        assertThat(upload.get("parts")).hasSize(6);
        JsonNode second = upload.get("parts").get(1);
        client.put(upload, second, ContractClient.slice(upload, second, content));

        Reply early = client.complete(registered.get("publishId"), JsonNodeFactory.instance.arrayNode());
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.code()).isEqualTo("parts_missing");
        assertThat(early.json().get("missingParts").toString()).isEqualTo("[1,3,4,5,6]");

        Reply renewed = client.renew(registered.get("publishId"));
        JsonNode held = renewed.json().at("/uploads/0/parts/1");
        assertThat(held.get("received").asBoolean()).isTrue();
        assertThat(held.has("url")).isFalse();
        Reply completed = client.complete(registered.get("publishId"), client.upload(renewed.json(), sample));
        assertThat(completed.status()).as("%s", completed).isEqualTo(200);
        assertDownloads(completed.json().at("/uploads/0"), content);
    }

    @Test
    void an_empty_artifact_can_be_published() {
        SamplePublish sample =
                SamplePublish.simple("com.powerx.note", "1.0.0").artifact("empty.json", "report", new byte[0]);

        assertThat(client.publish(sample).get("status").asText()).isEqualTo("queued");
    }

    @Test
    void complete_and_submit_can_be_repeated() {
        SamplePublish sample = SamplePublish.simple("com.powerx.note", "1.0.0");
        Reply registered = client.register(sample.request());
        var done = client.upload(registered.json(), sample);

        assertThat(client.complete(registered.get("publishId"), done).get("status"))
                .isEqualTo("uploaded");
        assertThat(client.complete(registered.get("publishId"), done).get("status"))
                .isEqualTo("uploaded");
        String versionId = registered.get("versionId");
        Reply first = client.submit(versionId, registered.get("publishId"));
        Reply second = client.submit(versionId, registered.get("publishId"));
        assertThat(second.get("reviewQueueId")).isEqualTo(first.get("reviewQueueId"));
        assertThat(client.complete(registered.get("publishId"), done).get("status"))
                .isEqualTo("queued");
    }

    @Test
    void submitting_before_the_upload_is_complete_is_refused() {
        Reply registered =
                client.register(SamplePublish.simple("com.powerx.note", "1.0.0").request());

        Reply submitted = client.submit(registered.get("versionId"), registered.get("publishId"));

        assertThat(submitted.status()).isEqualTo(409);
        assertThat(submitted.code()).isEqualTo("not_uploaded");
    }

    private static void assertDownloads(JsonNode upload, byte[] content) {
        Reply download = ContractClient.raw("GET", upload.get("downloadUrl").asText(), new byte[0], Map.of());
        assertThat(download.status()).isEqualTo(200);
        assertThat(Arrays.equals(download.body(), content)).isTrue();
    }
}
