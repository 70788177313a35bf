package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.contract.OpenApiContract;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SamplePublish;
import io.powerx.publish.sandbox.support.SandboxTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sandbox refuses a document exactly if the contract's schema does: every member is removed, and given wrong values, in turn. */
class RequestShapesTest extends SandboxTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<JsonNode> WRONG = List.of(
            NODES.textNode("wrong"),
            NODES.numberNode(-1),
            NODES.numberNode(1.5),
            NODES.booleanNode(true),
            NODES.nullNode(),
            NODES.arrayNode(),
            NODES.objectNode());

    /** A version is SemVer, a URL is http, a signature is Base64 and signs one of the artifacts: no schema can say that. */
    private static final List<String> BEYOND_THE_SCHEMA = List.of(
            "/metadata/version",
            "/artifacts/0/name",
            "/artifacts/0/url",
            "/signatures/0/artifact",
            "/signatures/0/value");

    private final OpenApiContract contract = OpenApiContract.marketplace();
    private ContractClient client;

    @BeforeEach
    void startOne() {
        client = publisher(start());
    }

    /** Applies a judge to each variant of a document. */
    private interface Variant {
        void check(JsonNode document, String pointer);
    }

    private static void eachVariant(JsonNode document, Variant variant) {
        List<String> pointers = new ArrayList<>();
        collect(document, "", pointers);
        for (String pointer : pointers) {
            JsonNode removed = document.deepCopy();
            replace(removed, pointer, null);
            variant.check(removed, "without " + pointer);
            for (JsonNode wrong : WRONG) {
                JsonNode changed = document.deepCopy();
                replace(changed, pointer, wrong);
                variant.check(changed, pointer + " = " + wrong);
            }
        }
    }

    private static void collect(JsonNode node, String pointer, List<String> pointers) {
        if (!pointer.isEmpty()) {
            pointers.add(pointer);
        }
        node.properties().forEach(member -> collect(member.getValue(), pointer + "/" + member.getKey(), pointers));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), pointer + "/" + i, pointers);
        }
    }

    private static void replace(JsonNode document, String pointer, JsonNode value) {
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = document.at(pointer.substring(0, slash));
        String last = pointer.substring(slash + 1);
        if (parent instanceof ArrayNode array) {
            int index = Integer.parseInt(last);
            if (value == null) {
                array.remove(index);
            } else {
                array.set(index, value);
            }
        } else if (value == null) {
            ((ObjectNode) parent).remove(last);
        } else {
            ((ObjectNode) parent).set(last, value);
        }
    }

    @Test
    void on_registrations() {
        SamplePublish sample = full();
        assertThat(contract.faultsOf("/components/schemas/PublishRequest", sample.request()))
                .isEmpty();
        assertThat(client.register(sample.request()).status()).isEqualTo(422);

        eachVariant(sample.request(), (document, what) -> {
            String key = document.path("publishRequestId").asText();
            Reply reply = client.register((ObjectNode) document, key.isEmpty() ? "-" : key);
            boolean refusedByContract = !contract.faultsOf("/components/schemas/PublishRequest", document)
                    .isEmpty();
            if (refusedByContract) {
                assertThat(reply.status()).as("%s: %s", what, reply).isEqualTo(400);
            } else if (BEYOND_THE_SCHEMA.stream().noneMatch(what::startsWith)) {
                assertThat(reply.status()).as("%s: %s", what, reply).isNotEqualTo(400);
            }
        });
    }

    private static SamplePublish full() {
        SamplePublish sample = SamplePublish.simple("com.powerx.note", "1.0.0");
        ObjectNode metadata = sample.metadata().put("hostRange", ">=0.6.0");
        ((ObjectNode) metadata.at("/dependencies/0")).put("optional", true);
        ((ObjectNode) metadata.get("releaseNotes")).put("generated", false);
        ((ObjectNode) metadata.get("risk"))
                .putArray("reasons")
                .addObject()
                .put("code", "minor")
                .put("detail", "d");
        ObjectNode rollout = ((ObjectNode) metadata.get("rollout")).put("autoUpgrade", "patch");
        rollout.putArray("batches")
                .addObject()
                .put("percentage", 10)
                .put("startAt", "2026-01-01T00:00:00Z")
                .put("wait", "PT1H");
        rollout.putObject("tenants").putArray("allow").add("a");
        rollout.putObject("rollbackPlan")
                .put("previousVersion", "0.9.0")
                .put("trigger", "t")
                .putArray("steps")
                .add("s");
        ObjectNode quality = metadata.putObject("quality").put("lineCoverage", 81.5);
        quality.putObject("tests").put("total", 3).put("failed", 0).put("skipped", 1);
        quality.putObject("precheck")
                .put("errors", 0)
                .put("warnings", 1)
                .put("suppressed", 0)
                .put("skipped", false);
        metadata.putObject("build")
                .put("commit", "c")
                .put("repository", "r")
                .put("builder", "b")
                .put("buildUrl", "u")
                .put("timestamp", "2026-01-01T00:00:00Z");
        ((ObjectNode) sample.artifacts().get(0))
                .put("mediaType", "application/gzip")
                .put("url", "http://127.0.0.1/x");
        return sample.signature(
                sample.nameOf("package"), "raw", "SHA256withRSA", new byte[] {1}, List.of("no certificate"));
    }

    @Test
    void on_telemetry() {
        ObjectNode batch = NODES.objectNode().put("schemaVersion", "1");
        batch.putObject("source")
                .put("client", "c")
                .put("clientVersion", "1")
                .put("frontend", "cli")
                .put("os", "o")
                .put("arch", "a")
                .put("javaVersion", "17");
        ObjectNode event = batch.putArray("events").addObject();
        event.put("eventId", UUID.randomUUID().toString()).put("sequence", 1).put("name", "plugin.publish.failed");
        event.put("time", "2026-01-01T00:00:00Z")
                .put("pluginId", "p")
                .put("version", "1")
                .put("channel", "beta")
                .put("status", "s");
        event.put("publishId", "x")
                .put("requestId", "y")
                .put("elapsedMs", 5)
                .put("phase", "upload")
                .put("errorCode", "e")
                .put("errorCategory", "network");
        event.putObject("metrics")
                .put("plugin.publish.duration_ms", 1)
                .put("plugin.publish.precheck.failure_rate", 0.5)
                .put("plugin.publish.retry.count", 0)
                .put("plugin.publish.bundle.size_bytes", 9);
        assertThat(client.telemetry(batch).status()).isEqualTo(202);

        eachVariant(batch, (document, what) -> {
            boolean refusedByContract = !contract.faultsOf("/components/schemas/TelemetryBatch", document)
                    .isEmpty();
            assertThat(client.telemetry(document).status()).as(what).isEqualTo(refusedByContract ? 400 : 202);
        });
    }
}
