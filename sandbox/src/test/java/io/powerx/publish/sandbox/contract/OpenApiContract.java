package io.powerx.publish.sandbox.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An OpenAPI document as a judge of real requests and answers: schemas, status codes, media types and required headers. Knows nothing of
 * the sandbox, so that client tests can hold their requests, and other servers' answers, against it.
 */
public final class OpenApiContract {
    private static final String ID = "https://contract.test/openapi.json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    /** Refusals that any route may answer with, although the document does not repeat them on each. */
    private static final Set<Integer> COMMON_REFUSALS = Set.of(400, 401, 403, 404, 405, 409, 413, 415, 429, 500, 503);

    private final JsonNode document;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private OpenApiContract(JsonNode document) {
        this.document = document;
        String text = document.toString();
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build())
                        .schemas(Map.of(ID, text)));
    }

    /** The Marketplace's contract, {@code docs/contracts/marketplace.openapi.yaml}. */
    public static OpenApiContract marketplace() {
        return load("/marketplace.openapi.yaml");
    }

    /** A document on the class path. */
    public static OpenApiContract load(String resource) {
        try (InputStream in = OpenApiContract.class.getResourceAsStream(resource)) {
            return new OpenApiContract(new ObjectMapper(new YAMLFactory()).readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An operation of the document.
     *
     * @param pointer where it stands, as a JSON pointer
     */
    public record Operation(String operationId, String method, String template, String pointer, JsonNode node) {}

    /** Every operation. */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (METHODS.contains(method.getKey())) {
                        operations.add(new Operation(
                                method.getValue().path("operationId").asText(),
                                method.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                "/paths/" + escaped(path.getKey()) + "/" + method.getKey(),
                                method.getValue()));
                    }
                }));
        return operations;
    }

    /** The operation that a request is for. */
    public Optional<Operation> operation(String method, String path) {
        return operations().stream()
                .filter(operation -> operation.method().equals(method))
                .filter(operation -> path.matches(operation.template().replaceAll("\\{[^}]+}", "[^/]+")))
                .findFirst();
    }

    /**
     * What is wrong with a request.
     *
     * @param headers by lower-case name
     * @param body empty if there is none
     */
    public List<String> faultsOfRequest(String method, String path, Map<String, String> headers, byte[] body) {
        Operation operation = operation(method, path).orElse(null);
        if (operation == null) {
            return List.of(method + " " + path + " is not an operation of the contract");
        }
        List<String> faults = new ArrayList<>();
        for (JsonNode reference : operation.node().path("parameters")) {
            JsonNode parameter = resolved(reference);
            String name = parameter.path("name").asText();
            if (parameter.path("in").asText().equals("header")
                    && parameter.path("required").asBoolean()
                    && !headers.containsKey(name.toLowerCase(java.util.Locale.ROOT))) {
                faults.add("the header " + name + " is missing");
            }
        }
        JsonNode requestBody = operation.node().path("requestBody");
        if (requestBody.path("required").asBoolean() && body.length == 0) {
            faults.add("the body is missing");
        }
        if (body.length > 0 && requestBody.path("content").has("application/json")) {
            faults.addAll(faultsOf(
                    operation.pointer() + "/requestBody/content/application~1json/schema", parse(body, faults)));
        }
        return faults;
    }

    /**
     * What is wrong with an answer.
     *
     * @param headers by lower-case name
     */
    public List<String> faultsOfResponse(
            String method, String path, int status, Map<String, String> headers, byte[] body) {
        Operation operation = operation(method, path).orElse(null);
        if (operation == null) {
            return List.of(method + " " + path + " is not an operation of the contract");
        }
        List<String> faults = new ArrayList<>();
        JsonNode response = resolved(operation.node().path("responses").path(Integer.toString(status)));
        String type = headers.getOrDefault("content-type", "").split(";", 2)[0];
        if (response.isMissingNode() && !COMMON_REFUSALS.contains(status)) {
            faults.add(operation.operationId() + " does not answer with the status " + status);
        }
        response.path("headers").properties().forEach(header -> {
            if (header.getValue().path("required").asBoolean()
                    && !headers.containsKey(header.getKey().toLowerCase(java.util.Locale.ROOT))) {
                faults.add("the header " + header.getKey() + " is missing");
            }
        });
        if (status >= 400) {
            if (!type.equals("application/problem+json")) {
                faults.add("a refusal has the type " + type);
            } else {
                faults.addAll(faultsOf("/components/schemas/Problem", parse(body, faults)));
            }
        } else if (response.has("content")) {
            if (!response.path("content").has(type)) {
                faults.add("the type " + type + " is not one of the contract's");
            } else {
                faults.addAll(faultsOf(
                        operation.pointer() + "/responses/" + status + "/content/" + escaped(type) + "/schema",
                        parse(body, faults)));
            }
        } else if (body.length > 0) {
            faults.add("there is a body, and the contract names none");
        }
        return faults;
    }

    /** What a schema of the document, named by JSON pointer, finds wrong with a value. */
    public List<String> faultsOf(String pointer, JsonNode value) {
        Schema schema = schemas.computeIfAbsent(
                pointer, key -> registry.getSchema(SchemaLocation.of(ID + "#" + fragment(key))));
        return schema.validate(value).stream().map(Error::toString).toList();
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }

    private static JsonNode parse(byte[] body, List<String> faults) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            faults.add("the body is not JSON: " + new String(body, StandardCharsets.UTF_8));
            return JSON.nullNode();
        }
    }

    private static String escaped(String segment) {
        return segment.replace("~", "~0").replace("/", "~1");
    }

    private static String fragment(String pointer) {
        return pointer.replace("{", "%7B").replace("}", "%7D").replace("+", "%2B");
    }
}
