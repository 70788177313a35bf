package io.powerx.publish.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The schemas of the OpenAPI document, to hold requests and answers against. */
public final class ContractSchemas {
    private static final Path DOCUMENT = Path.of("..", "docs", "contracts", "marketplace.openapi.yaml");
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    /** Reading them takes longer than most tests. */
    public static final ContractSchemas SHARED = new ContractSchemas();

    private ContractSchemas() {
        try (Reader reader = Files.newBufferedReader(DOCUMENT)) {
            Map<?, ?> yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            this.document = new ObjectMapper().valueToTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with the body of a request; null stands for none. */
    public List<String> faultsOfRequest(String operationId, JsonNode body) {
        JsonNode request = operation(operationId).path("requestBody");
        if (body == null || body.isMissingNode()) {
            return request.path("required").asBoolean() ? List.of("the body is missing") : List.of();
        }
        return faults(operationId, request.at("/content/application~1json/schema"), body);
    }

    /** What is wrong with an answer; null stands for no body. */
    public List<String> faultsOfAnswer(String operationId, int status, JsonNode body) {
        if (status >= 400) {
            return body == null ? List.of() : faults("problem", document.at("/components/schemas/Problem"), body);
        }
        JsonNode answer = operation(operationId).path("responses").path(Integer.toString(status));
        if (answer.isMissingNode()) {
            return List.of("the status " + status + " is not one of the operation's");
        }
        JsonNode schema = answer.at("/content/application~1json/schema");
        return schema.isMissingNode() ? List.of() : faults(operationId + status, schema, body);
    }

    private JsonNode operation(String operationId) {
        for (JsonNode path : document.path("paths")) {
            for (JsonNode operation : path) {
                if (operation.path("operationId").asText().equals(operationId)) {
                    return operation;
                }
            }
        }
        throw new IllegalArgumentException(operationId);
    }

    private List<String> faults(String key, JsonNode schema, JsonNode body) {
        return schemas.computeIfAbsent(key, name -> load(schema)).validate(body).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    private Schema load(JsonNode schema) {
        ObjectNode root = schema.deepCopy();
        root.set("components", document.get("components"));
        return REGISTRY.getSchema(root);
    }
}
