package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SamplePublish;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishFlowTest {
    private static final int PART = 64 << 10;

    @TempDir
    private Path data;

    private Sandbox sandbox;
    private ContractClient client;

    @BeforeEach
    void start() {
        sandbox = Sandbox.start(SandboxOptions.builder(data).partSize(PART).build());
        client = new ContractClient(sandbox.baseUri(), sandbox.publisherToken().reveal());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void a_publish_goes_from_registration_to_the_review_queue() {
        SamplePublish sample = SamplePublish.packaged("com.powerx.note", "1.0.0");

        Reply registered = client.register(sample.request());
        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.get("status")).isEqualTo("awaiting_upload");

        Reply completed = client.complete(registered.get("publishId"), client.upload(registered.json(), sample));
        assertThat(completed.status()).as("%s", completed).isEqualTo(200);
        assertThat(completed.get("status")).isEqualTo("uploaded");
        JsonNode upload = completed.json().get("uploads").get(0);
        assertThat(ContractClient.raw("GET", upload.get("downloadUrl").asText(), new byte[0], java.util.Map.of())
                        .body())
                .isEqualTo(sample.content(upload.get("artifact").asText()));

        Reply queued = client.submit(registered.get("versionId"), registered.get("publishId"));
        assertThat(queued.status()).isEqualTo(202);
        assertThat(queued.get("status")).isEqualTo("queued");
        assertThat(client.submit(registered.get("versionId"), registered.get("publishId"))
                        .get("reviewQueueId"))
                .isEqualTo(queued.get("reviewQueueId"));

        Reply decided = client.withToken(sandbox.reviewerToken().reveal())
                .decide(registered.get("versionId"), "approved", "Well done.");
        assertThat(decided.get("status")).isEqualTo("approved");
        assertThat(decided.json().at("/decision/notes").asText()).isEqualTo("Well done.");
        assertThat(client.get(registered.get("publishId")).get("status")).isEqualTo("approved");
        assertThat(client.versions("com.powerx.note", "")
                        .json()
                        .at("/items/0/status")
                        .asText())
                .isEqualTo("approved");
    }

    @Test
    void a_large_artifact_goes_in_parts_and_a_resumed_one_sends_only_what_is_missing() {
        byte[] content = new byte[5 * PART + 17];
        new Random(1).nextBytes(content);
        SamplePublish sample =
                new SamplePublish("com.powerx.big", "1.0.0", "beta").artifact("big.pxp", "package", content);
        Reply registered = client.register(sample.request());
        JsonNode upload = registered.json().get("uploads").get(0);
        assertThat(upload.get("mode").asText()).isEqualTo("multipart");
        assertThat(upload.get("parts")).hasSize(6);
        JsonNode second = upload.get("parts").get(1);
        client.put(upload, second, ContractClient.slice(upload, second, content));

        Reply early = client.complete(
                registered.get("publishId"), new com.fasterxml.jackson.databind.ObjectMapper().createArrayNode());
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.code()).isEqualTo("parts_missing");
        assertThat(early.json().get("missingParts").toString()).isEqualTo("[1,3,4,5,6]");

        Reply renewed = client.renew(registered.get("publishId"));
        assertThat(renewed.json().at("/uploads/0/parts/1/received").asBoolean()).isTrue();
        assertThat(renewed.json().at("/uploads/0/parts/1/url").isMissingNode()).isTrue();
        Reply completed = client.complete(registered.get("publishId"), client.upload(renewed.json(), sample));
        assertThat(completed.status()).as("%s", completed).isEqualTo(200);
        assertThat(ContractClient.raw(
                                "GET",
                                completed.json().at("/uploads/0/downloadUrl").asText(),
                                new byte[0],
                                java.util.Map.of())
                        .body())
                .satisfies(bytes ->
                        assertThat(java.util.Arrays.equals(bytes, content)).isTrue());
    }
}
