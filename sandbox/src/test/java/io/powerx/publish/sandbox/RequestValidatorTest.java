package io.powerx.publish.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.contract.OpenApiContract;
import io.powerx.publish.json.Json;
import io.powerx.publish.sandbox.support.ContractClient;
import io.powerx.publish.sandbox.support.Reply;
import io.powerx.publish.sandbox.support.SamplePublish;
import io.powerx.publish.sandbox.support.SandboxTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sandbox rejects a request exactly if the contract's schema does: the tests remove each member in turn, and replace it by wrong
 * values.
 */
class RequestValidatorTest extends SandboxTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<JsonNode> WRONG = List.of(
            NODES.textNode("wrong"),
            NODES.numberNode(-1),
            NODES.numberNode(1.5),
            NODES.booleanNode(true),
            NODES.nullNode(),
            NODES.arrayNode(),
            NODES.objectNode());

    /** A schema cannot express that a version is SemVer, a URL is http, and a signature is Base64 and refers to an artifact. */
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

    /** Checks one variant of a document. */
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
    void a_registration_is_rejected_exactly_if_it_violates_the_schema() {
        SamplePublish sample = full();
        assertThat(contract.faultsOf("/components/schemas/PublishRequest", sample.request()))
                .isEmpty();
        assertThat(client.register(sample.request()).status()).isEqualTo(422);

        eachVariant(sample.request(), (document, what) -> {
            String key = document.path("publishRequestId").asText();
            Reply reply = client.register((ObjectNode) document, key.isEmpty() ? "-" : key);
            boolean violatesContract = !contract.faultsOf("/components/schemas/PublishRequest", document)
                    .isEmpty();
            if (violatesContract) {
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
    void telemetry_is_rejected_exactly_if_it_violates_the_schema() {
        ObjectNode batch = NODES.objectNode().put("schemaVersion", "1");
        batch.putObject("source")
                .put("client", "c")
                .put("clientVersion", "1")
                .put("frontend", "cli")
                .put("os", "o")
                .put("arch", "a")
                .put("javaVersion", "17")
                .put("dropped", 3);
        ObjectNode event = batch.putArray("events").addObject();
        event.put("eventId", UUID.randomUUID().toString())
                .put("runId", UUID.randomUUID().toString())
                .put("sequence", 1)
                .put("name", "plugin.publish.failed");
        event.put("time", "2026-01-01T00:00:00Z")
                .put("pluginId", "p")
                .put("version", "1")
                .put("channel", "beta")
                .put("status", "s");
        event.put("publishRequestId", UUID.randomUUID().toString())
                .put("publishId", "x")
                .put("versionId", "v")
                .put("reviewUrl", "https://m.example/v")
                .put("requestId", "y")
                .put("elapsedMs", 5)
                .put("phase", "upload")
                .put("errorCode", "e")
                .put("errorCategory", "network");
        ObjectNode precheck = event.putObject("precheck");
        for (String kind : List.of("errors", "warnings", "suppressed", "disputed")) {
            precheck.putArray(kind).add("PX-M001");
        }
        event.putObject("metrics")
                .put("plugin.publish.duration_ms", 1)
                .put("plugin.publish.precheck.failure_rate", 0.5)
                .put("plugin.publish.retry.count", 0)
                .put("plugin.publish.bundle.size_bytes", 9);
        assertThat(client.telemetry(batch).status()).isEqualTo(202);

        eachVariant(batch, (document, what) -> {
            boolean violatesContract = !contract.faultsOf("/components/schemas/TelemetryBatch", document)
                    .isEmpty();
            assertThat(client.telemetry(document).status()).as(what).isEqualTo(violatesContract ? 400 : 202);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /publishRequestId            |               | required | is missing
            /publishRequestId            | "x"           | format   | must be a UUID
            /metadata/channel            | "gamma"       | format   | must be one of stable, beta
            /metadata/version            | "one"         | format   | must be a SemVer 2.0 version such as 1.2.3
            /metadata/pluginId           | "Note"        | format   | must match ^[a-z0-9][a-z0-9._-]*$
            /metadata/permissions        | {}            | type     | must be an array
            /metadata/build/timestamp    | "yesterday"   | format   | must be an RFC 3339 time such as 2026-01-31T08:00:00Z
            /metadata/rollout/batches/0/percentage | 101 | range    | must be at most 100
            /artifacts                   | []            | size     | has too few elements; the minimum is 1
            /artifacts/0/size            | "7"           | type     | must be a whole number
            /artifacts/0/size            | -1            | range    | must be at least 0
            /artifacts/0/size            | 9300000000000000000 | range | must be a number of at most 64 bits
            /artifacts/0/size            | 1e300         | range    | must be a number of at most 64 bits
            /artifacts/0/url             | "file:///x"   | format   | must be an http or https URL
            /metadata/releaseNotes/generated | 1         | type     | must be true or false
            """)
    void a_fault_has_its_position_its_code_and_a_description(String pointer, String value, String code, String detail)
            throws IOException {
        ObjectNode request = full().request();
        replace(request, pointer, value == null ? null : Json.mapper().readTree(value));

        Reply reply = client.register(request, "-");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("validation_failed");
        assertThat(reply.json().at("/errors/0/pointer").asText()).isEqualTo(pointer);
        assertThat(reply.json().at("/errors/0/code").asText()).isEqualTo(code);
        assertThat(reply.json().at("/errors/0/detail").asText()).isEqualTo(detail);
        assertThat(reply.get("detail")).isEqualTo(pointer + ": " + detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../evil",
                "/abs",
                "C:\\x",
                "a/b",
                ".hidden",
                "con",
                "NUL.txt",
                "note\u202egpj.pxp",
                "note.pxp\n",
                "two words",
                ""
            })
    void an_artifact_name_that_is_unsafe_as_a_file_name_is_rejected(String name) {
        ObjectNode request = full().request();
        ((ObjectNode) request.at("/artifacts/0")).put("name", name);

        Reply reply = client.register(request, request.get("publishRequestId").asText());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/errors/0/pointer").asText()).isEqualTo("/artifacts/0/name");
    }

    @Test
    void texts_and_arrays_have_limits() {
        ObjectNode request = full().request();
        ((ObjectNode) request.get("metadata")).put("name", "n".repeat(1_001));
        ArrayNode batches = (ArrayNode) request.at("/metadata/rollout/batches");
        for (int i = 0; i < 1_000; i++) {
            batches.addObject().put("percentage", 1);
        }

        Reply reply = client.register(request, "-");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("errors").findValuesAsText("detail"))
                .containsExactly("must have at most 1000 characters", "must have at most 1000 elements, not 1001");
        assertThat(reply.json().path("errors").findValuesAsText("code")).containsExactly("length", "size");
    }

    @Test
    void a_large_body_is_validated_up_to_its_first_fault() {
        ObjectNode request = full().request();
        for (int artifact = 1; artifact < 20; artifact++) {
            ArrayNode numbers =
                    ((ArrayNode) request.get("artifacts")).addObject().putArray("numbers");
            for (int i = 0; i < 10_000; i++) {
                numbers.add(0);
            }
        }

        Reply reply = client.register(request, "-");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("errors").findValuesAsText("pointer")).containsExactly("/artifacts/1/name");
    }
}
