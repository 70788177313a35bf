package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SamplePublish;
import io.powerx.publish.sandbox.support.SandboxTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest extends SandboxTest {
    private Sandbox sandbox;
    private ContractClient client;
    private SamplePublish sample;
    private byte[] content;
    private JsonNode publish;
    private JsonNode upload;
    private JsonNode part;

    @BeforeEach
    void register() {
        sandbox = start();
        client = publisher(sandbox);
        sample = SamplePublish.simple("com.powerx.note", "1.0.0");
        content = sample.content(sample.nameOf("package"));
        look(client.register(sample.request()).json());
    }

    private void look(JsonNode now) {
        publish = now;
        upload = publish.at("/uploads/0");
        part = upload.at("/parts/0");
    }

    private String url() {
        return part.get("url").asText();
    }

    private static void assertRefused(Reply reply, int status, String code) {
        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        assertThat(reply.code()).isEqualTo(code);
    }

    @Test
    void a_url_expires_and_is_renewed() {
        assertThat(upload.get("expiresAt").asText()).isEqualTo("2026-03-01T12:15:00Z");
        clock.advance(Duration.ofMinutes(15));
        assertRefused(client.put(upload, part, content), 403, "url_expired");

        look(client.renew(publish.get("publishId").asText()).json());

        assertThat(client.put(upload, part, content).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "part=1:part=2",
                "artifact=com:artifact=org",
                "expires=17:expires=18",
                "publish=pub_:publish=pub_0",
                "sha256=:sha256=0",
                "signature=:signature=A",
                "signature=:sig=",
                "part=1:part=one"
            })
    void an_altered_url_is_refused(String alteration) {
        String[] words = alteration.split(":");
        String altered = url().replaceFirst(words[0], words[1]);
        assertThat(altered).isNotEqualTo(url());

        assertRefused(client.put(altered, content, Map.of()), 403, "url_invalid");
    }

    @Test
    void a_signed_url_rejects_a_bearer_token() {
        assertRefused(client.put(url(), content, Map.of("Authorization", "Bearer x")), 400, "bearer_not_wanted");
    }

    @Test
    void a_body_of_another_length_or_digest_is_refused() {
        assertRefused(client.put(url(), new byte[3], Map.of()), 400, "length_mismatch");
        byte[] other = content.clone();
        other[0]++;
        assertRefused(
                client.put(url(), other, Map.of("x-amz-checksum-sha256", ContractClient.base64Sha256(content))),
                400,
                "checksum_mismatch");
        assertThat(client.get(publish.get("publishId").asText())
                        .json()
                        .at("/uploads/0/parts/0/received")
                        .asBoolean())
                .isFalse();
        assertThat(stored()).isZero();
    }

    @Test
    void chunked_transfer_is_refused() throws IOException, InterruptedException {
        HttpRequest chunked = HttpRequest.newBuilder(URI.create(url()))
                .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content)))
                .build();

        var response = HttpClient.newHttpClient().send(chunked, BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("length_required");
    }

    @Test
    void the_last_of_repeated_puts_wins() {
        byte[] other = content.clone();
        other[0]++;
        Reply first = client.put(upload, part, other);
        Reply second = client.put(upload, part, content);
        Reply third = client.put(upload, part, content);

        assertThat(second.header("etag")).isNotEqualTo(first.header("etag")).isEqualTo(third.header("etag"));
        assertThat(stored()).isEqualTo(1);
        assertThat(client.complete(publish.get("publishId").asText(), client.upload(publish, sample))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void content_that_differs_from_the_announcement_is_found_on_completion_and_can_be_sent_again() {
        byte[] other = content.clone();
        other[0]++;
        client.put(upload, part, other);
        String publishId = publish.get("publishId").asText();

        Reply refused =
                client.complete(publishId, com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode());

        assertRefused(refused, 422, "checksum_mismatch");
        assertThat(refused.get("detail")).contains(sample.nameOf("package"));
        JsonNode renewed = client.renew(publishId).json();
        assertThat(client.complete(publishId, client.upload(renewed, sample)).status())
                .isEqualTo(200);
    }

    @Test
    void only_the_damaged_part_of_many_is_deleted() throws IOException {
        byte[] large = new byte[3 * PART];
        SamplePublish big =
                new SamplePublish("com.powerx.big", "1.0.0", "stable").artifact("big.pxp", "package", large);
        JsonNode registered = client.register(big.request()).json();
        var done = client.upload(registered, big);
        try (Stream<Path> files = Files.list(data.resolve("artifacts"))) {
            Path victim = files.sorted().toList().get(1);
            byte[] bytes = Files.readAllBytes(victim);
            bytes[5] = 1;
            Files.write(victim, bytes);
        }
        String publishId = registered.get("publishId").asText();

        assertRefused(client.complete(publishId, done), 422, "checksum_mismatch");

        JsonNode renewed = client.renew(publishId).json();
        assertThat(renewed.at("/uploads/0/parts").findValues("url")).hasSize(1);
        assertThat(client.complete(publishId, client.upload(renewed, big)).status())
                .isEqualTo(200);
    }

    @Test
    void a_part_whose_file_was_deleted_is_missing_again() throws IOException {
        client.put(upload, part, content);
        try (Stream<Path> files = Files.list(data.resolve("artifacts"))) {
            Files.delete(files.findFirst().orElseThrow());
        }

        look(client.renew(publish.get("publishId").asText()).json());

        assertThat(part.get("received").asBoolean()).isFalse();
        assertThat(client.put(upload, part, content).status()).isEqualTo(200);
    }

    @Test
    void a_part_with_an_unknown_entity_tag_is_missing() {
        client.put(upload, part, content);
        var done = client.upload(client.get(publish.get("publishId").asText()).json(), sample);
        ((com.fasterxml.jackson.databind.node.ObjectNode) done.at("/0/parts/0")).put("etag", "\"another\"");

        Reply refused = client.complete(publish.get("publishId").asText(), done);

        assertRefused(refused, 409, "parts_missing");
        assertThat(refused.json().get("missingParts").toString()).isEqualTo("[1]");
    }

    @Test
    void a_url_is_revoked_when_its_artifact_is_replaced() {
        client.put(upload, part, content);
        client.complete(
                publish.get("publishId").asText(),
                com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode());

        assertRefused(client.put(upload, part, content), 403, "url_revoked");
    }

    @Test
    void only_callers_that_may_upload_receive_urls() {
        String publishId = publish.get("publishId").asText();

        assertThat(client.get(publishId).json().at("/uploads/0/parts/0").has("url"))
                .isTrue();
        ContractClient reader = client.withToken(sandbox.readerToken().reveal());
        assertThat(reader.get(publishId).json().at("/uploads/0/parts/0").has("url"))
                .isFalse();
    }

    @Test
    void a_strict_sandbox_requires_checksum_and_headers() {
        Sandbox strict = start(options -> options.strictUploads(true));
        ContractClient strictClient = publisher(strict);
        JsonNode registered = strictClient
                .register(SamplePublish.simple("com.powerx.strict", "1.0.0").request())
                .json();
        String strictUrl = registered.at("/uploads/0/parts/0/url").asText();
        byte[] bytes = SamplePublish.simple("com.powerx.strict", "1.0.0").content("com.powerx.strict-1.0.0.pxp");
        Map<String, String> checksum = Map.of("x-amz-checksum-sha256", ContractClient.base64Sha256(bytes));

        assertRefused(strictClient.put(strictUrl, bytes, Map.of()), 400, "checksum_missing");
        assertRefused(strictClient.put(strictUrl, bytes, checksum), 403, "headers_missing");
        assertThat(strictClient
                        .put(registered.at("/uploads/0"), registered.at("/uploads/0/parts/0"), bytes)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void an_artifact_in_another_store_is_fetched_and_checked() {
        JsonNode first = client.publish(SamplePublish.packaged("com.powerx.store", "1.0.0"));
        String url = first.at("/uploads/0/downloadUrl").asText();
        SamplePublish direct =
                SamplePublish.packaged("com.powerx.store", "1.0.0").channel("beta");
        direct.artifacts().forEach(artifact -> ((com.fasterxml.jackson.databind.node.ObjectNode) artifact)
                .put(
                        "url",
                        url.replaceFirst(
                                "/0/.*", "/" + (artifact.get("role").asText().equals("package") ? 0 : 1) + "/x")));

        JsonNode published = client.publish(direct);

        assertThat(published.get("uploads")).isEmpty();
        assertThat(published.get("status").asText()).isEqualTo("queued");
        SamplePublish lying = SamplePublish.simple("com.powerx.store", "2.0.0");
        lying.artifacts()
                .forEach(artifact -> ((com.fasterxml.jackson.databind.node.ObjectNode) artifact).put("url", url));
        Reply registered = client.register(lying.request());
        assertRefused(
                client.complete(
                        registered.get("publishId"),
                        com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode()),
                422,
                "checksum_mismatch");
        lying.artifacts().forEach(artifact -> ((com.fasterxml.jackson.databind.node.ObjectNode) artifact)
                .put("url", "file:///etc/passwd"));
        assertRefused(client.register(lying.request()), 400, "validation_failed");
    }

    private long stored() {
        try (Stream<Path> files = Files.list(data.resolve("artifacts"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_refused_body_is_read_to_its_end_so_that_the_client_receives_the_reply() {
        byte[] large = new byte[8 << 20];

        Reply reply = client.put(sandbox.baseUri() + "/signed-upload", large, Map.of());

        assertRefused(reply, 403, "url_invalid");
        assertThat(new String(reply.body(), StandardCharsets.UTF_8)).contains("requestId");
    }
}
