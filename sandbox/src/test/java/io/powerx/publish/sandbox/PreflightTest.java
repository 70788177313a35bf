package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SamplePublish;
import io.powerx.publish.sandbox.support.SandboxTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreflightTest extends SandboxTest {
    private static final String PLUGIN = "com.powerx.note";

    private Sandbox sandbox;
    private ContractClient client;

    @BeforeEach
    void startOne() {
        sandbox = start(options -> options.maxArtifactBytes(1 << 20));
        client = publisher(sandbox);
    }

    private static ObjectNode request(String version, String channel) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("pluginId", PLUGIN)
                .put("version", version)
                .put("channel", channel);
    }

    private JsonNode preflight(ObjectNode request) {
        Reply reply = client.preflight(request);
        assertThat(reply.status()).as("%s", reply).isEqualTo(200);
        return reply.json();
    }

    private String stateOf(String version) {
        return preflight(request(version, "stable")).get("version").asText();
    }

    private static String digestOf(SamplePublish sample) {
        for (JsonNode artifact : sample.artifacts()) {
            if (artifact.get("role").asText().equals("integrity")) {
                return artifact.get("sha256").asText();
            }
        }
        throw new IllegalArgumentException("no integrity list");
    }

    private void approve(SamplePublish sample) {
        String versionId = client.publish(sample).get("versionId").asText();
        assertThat(reviewer(sandbox).decide(versionId, "approved", "").status()).isEqualTo(200);
    }

    @Test
    void an_unused_version_is_free_and_stays_free() {
        JsonNode answer = preflight(request("1.0.0", "stable"));

        assertThat(answer.get("permitted").asBoolean()).isTrue();
        assertThat(answer.get("version").asText()).isEqualTo("free");
        assertThat(answer.has("newest")).isFalse();
        assertThat(answer.get("limitBytes").asLong()).isEqualTo(1 << 20);
        assertThat(Instant.parse(answer.get("time").asText())).isEqualTo(clock.instant());
        assertThat(client.versions(PLUGIN, "").status()).isEqualTo(404);
        assertThat(stateOf("1.0.0")).isEqualTo("free");
        assertThat(client.register(SamplePublish.simple(PLUGIN, "1.0.0").request())
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_published_version_is_taken_unless_the_content_is_the_same() {
        SamplePublish sample = SamplePublish.packaged(PLUGIN, "1.0.0");
        client.publish(sample);

        assertThat(stateOf("1.0.0")).isEqualTo("taken");
        assertThat(preflight(request("1.0.0", "stable").put("contentDigest", digestOf(sample)))
                        .get("version")
                        .asText())
                .isEqualTo("same_content");
        assertThat(preflight(request("1.0.0", "beta").put("contentDigest", "0".repeat(64)))
                        .get("version")
                        .asText())
                .isEqualTo("taken");
    }

    @Test
    void an_abandoned_upload_does_not_take_its_version() {
        client.register(SamplePublish.simple(PLUGIN, "1.0.0").request());
        assertThat(stateOf("1.0.0")).isEqualTo("taken");

        clock.advance(Duration.ofHours(25));

        assertThat(stateOf("1.0.0")).isEqualTo("free");
    }

    @ParameterizedTest
    @CsvSource({"1.9.9, lower", "2.0.0-rc.1, lower", "2.0.1, free", "10.0.0, free"})
    void a_version_is_compared_with_the_newest_approved_one_of_its_channel(String version, String state) {
        approve(SamplePublish.packaged(PLUGIN, "1.0.0"));
        approve(SamplePublish.packaged(PLUGIN, "2.0.0"));
        client.publish(SamplePublish.packaged(PLUGIN, "11.0.0"));
        approve(SamplePublish.packaged(PLUGIN, "12.0.0").channel("beta"));

        JsonNode answer = preflight(request(version, "stable"));

        assertThat(answer.get("version").asText()).isEqualTo(state);
        assertThat(answer.at("/newest/version").asText()).isEqualTo("2.0.0");
    }

    @Test
    void dependencies_are_satisfied_by_approved_versions_in_their_range() {
        approve(SamplePublish.packaged("com.powerx.base", "1.4.0"));
        client.publish(SamplePublish.packaged("com.powerx.base", "2.0.0"));
        ObjectNode request = request("1.0.0", "stable");
        ArrayNode dependencies = request.putArray("dependencies");
        dependencies.addObject().put("id", "com.powerx.base").put("range", "^1.2.0");
        dependencies.addObject().put("id", "com.powerx.base").put("range", ">=2.0.0");
        dependencies.addObject().put("id", "com.powerx.none").put("range", "*");

        JsonNode answer = preflight(request).get("dependencies");

        assertThat(answer.findValuesAsText("state"))
                .containsExactly("satisfied", "no_version_in_range", "unknown_plugin");
        assertThat(answer.at("/1/newest").asText()).isEqualTo("1.4.0");
    }

    @Test
    void a_token_without_the_permission_to_publish_is_reported_and_not_refused() {
        client = client.withToken(sandbox.readerToken().reveal());

        assertThat(preflight(request("1.0.0", "stable")).get("permitted").asBoolean())
                .isFalse();
        assertThat(client.withToken("").preflight(request("1.0.0", "stable")).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "v1.0.0", ""})
    void a_version_that_is_not_semantic_is_rejected(String version) {
        Reply rejected = client.preflight(request(version, "stable"));

        assertThat(rejected.status()).isEqualTo(400);
        assertThat(rejected.json().at("/errors/0/pointer").asText()).isEqualTo("/version");
    }
}
