package io.powerx.publish.contract;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validates requests and replies against an OpenAPI document: statuses, headers, media types and schemas, with format assertions. Safe
 * for use by several threads.
 */
public final class OpenApiContract {
    private static final String ID = "https://contract.invalid/openapi.json";
    private static final String JSON_TYPE = "application/json";
    private static final String PROBLEM_TYPE = "application/problem+json";
    private static final String PROBLEM_SCHEMA = "/components/schemas/Problem";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Refusals that any operation may send, although the document does not repeat them for each. */
    private static final Set<Integer> COMMON_REFUSALS = Set.of(400, 401, 403, 404, 405, 409, 413, 415, 429, 500, 503);

    private static final String PROBLEM = "/components/responses/Problem";
    private static final Set<Integer> BUSY = Set.of(429, 503);

    /** Seconds or an HTTP date (RFC 9110, section 10.2.3). */
    private static final Pattern RETRY_AFTER =
            Pattern.compile("[0-9]+|[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} GMT");

    private final JsonNode document;
    private final List<ContractOperation> operations;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private OpenApiContract(JsonNode document) {
        this.document = document;
        this.operations = operationsOf(document);
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build())
                        .schemas(Map.of(ID, document.toString())));
    }

    /** The contract of the Marketplace, {@code docs/contracts/marketplace.openapi.yaml}. */
    public static OpenApiContract marketplace() {
        return load("/marketplace.openapi.yaml");
    }

    /**
     * Reads a document from the class path.
     *
     * @throws UncheckedIOException if it is missing or is not YAML
     */
    public static OpenApiContract load(String resource) {
        try (InputStream in = OpenApiContract.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            return new OpenApiContract(new YAMLMapper().readTree(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<ContractOperation> operationsOf(JsonNode document) {
        List<ContractOperation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    if (METHODS.contains(method.getKey())) {
                        operations.add(new ContractOperation(
                                method.getValue().path("operationId").asText(),
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                "/paths/" + escaped(path.getKey()) + "/" + method.getKey(),
                                method.getValue()));
                    }
                }));
        return List.copyOf(operations);
    }

    /** All operations, in the order of the document. */
    public List<ContractOperation> operations() {
        return operations;
    }

    /**
     * The operation that serves a request.
     *
     * @param path without a query
     */
    public Optional<ContractOperation> operation(String method, String path) {
        return operations.stream()
                .filter(operation -> operation.serves(method, path))
                .findFirst();
    }

    /**
     * Finds an operation by its operationId.
     *
     * @throws IllegalArgumentException if the document does not have it
     */
    public ContractOperation operation(String operationId) {
        return operations.stream()
                .filter(operation -> operation.operationId().equals(operationId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(operationId));
    }

    /**
     * Validates a request.
     *
     * @param path without a query
     * @param headers by lower-case name
     * @param body empty if there is none
     * @return what violates the contract; empty if nothing does
     */
    public List<String> faultsOfRequest(String method, String path, Map<String, String> headers, byte[] body) {
        ContractOperation operation = operation(method, path).orElse(null);
        return operation == null
                ? List.of(method + " " + path + " is not an operation of the contract")
                : faultsOfRequest(operation, headers, body);
    }

    /** See {@link #faultsOfRequest(String, String, Map, byte[])}. */
    public List<String> faultsOfRequest(ContractOperation operation, Map<String, String> headers, byte[] body) {
        List<String> faults = new ArrayList<>();
        for (JsonNode reference : operation.node().path("parameters")) {
            JsonNode parameter = resolved(reference);
            if (parameter.path("in").asText().equals("header")) {
                faults.addAll(faultsOfHeader(parameter.path("name").asText(), parameter, pointer(reference), headers));
            }
        }
        JsonNode requestBody = operation.node().path("requestBody");
        if (requestBody.path("required").asBoolean() && body.length == 0) {
            faults.add("the body is missing");
        }
        if (body.length > 0 && requestBody.path("content").has(JSON_TYPE)) {
            faults.addAll(faultsOfBody(requestSchema(operation), body));
        }
        return faults;
    }

    /**
     * Validates a reply.
     *
     * @param path of the request, without a query
     * @param headers of the reply, by lower-case name
     * @param body empty if there is none
     * @return what violates the contract; empty if nothing does
     */
    public List<String> faultsOfResponse(
            String method, String path, int status, Map<String, String> headers, byte[] body) {
        ContractOperation operation = operation(method, path).orElse(null);
        return operation == null
                ? List.of(method + " " + path + " is not an operation of the contract")
                : faultsOfResponse(operation, status, headers, body);
    }

    /** See {@link #faultsOfResponse(String, String, int, Map, byte[])}. */
    public List<String> faultsOfResponse(
            ContractOperation operation, int status, Map<String, String> headers, byte[] body) {
        String pointer = responsePointer(operation, status);
        if (pointer.isEmpty()) {
            return List.of(operation.operationId() + " does not declare the status " + status);
        }
        List<String> faults = new ArrayList<>();
        if (pointer.equals(PROBLEM) && BUSY.contains(status)) {
            faults.addAll(faultsOfRetryAfter(headers.get("retry-after")));
        }
        JsonNode response = document.at(pointer);
        response.path("headers")
                .properties()
                .forEach(header -> faults.addAll(faultsOfHeader(
                        header.getKey(),
                        resolved(header.getValue()),
                        header.getValue().has("$ref")
                                ? pointer(header.getValue())
                                : pointer + "/headers/" + escaped(header.getKey()),
                        headers)));
        String type = headers.getOrDefault("content-type", "").split(";", 2)[0].strip();
        if (response.has("content")) {
            if (response.path("content").has(type)) {
                faults.addAll(faultsOfBody(pointer + "/content/" + escaped(type) + "/schema", body));
            } else {
                faults.add("the media type " + (type.isEmpty() ? "is missing" : type + " is not declared"));
            }
        } else if (status < 400 && body.length > 0) {
            faults.add("the reply has a body, and the contract declares none");
        } else if (type.equals(PROBLEM_TYPE)) {
            faults.addAll(faultsOfBody(PROBLEM_SCHEMA, body));
        }
        if (type.equals(PROBLEM_TYPE)) {
            faults.addAll(faultsOfProblemStatus(status, body));
        }
        return faults;
    }

    /** The status of a problem is that of its reply (RFC 9457, section 3.1.2), which a schema cannot express. */
    private static List<String> faultsOfProblemStatus(int status, byte[] body) {
        try {
            JsonNode stated = JSON.readTree(body).path("status");
            return !stated.isInt() || stated.intValue() == status
                    ? List.of()
                    : List.of("/status: the problem states " + stated + " in a reply with the status " + status);
        } catch (IOException reportedWithTheBody) {
            return List.of();
        }
    }

    /** The position of the declared response; empty if there is none. */
    private String responsePointer(ContractOperation operation, int status) {
        JsonNode declared = operation.node().path("responses").path(Integer.toString(status));
        if (declared.has("$ref")) {
            return pointer(declared);
        }
        if (!declared.isMissingNode()) {
            return operation.pointer() + "/responses/" + status;
        }
        if (!COMMON_REFUSALS.contains(status)) {
            return "";
        }
        return PROBLEM;
    }

    /** Refusals of a busy server have this header, which the document states in words only. */
    private static List<String> faultsOfRetryAfter(@Nullable String value) {
        if (value == null) {
            return List.of("the header Retry-After is missing");
        }
        return RETRY_AFTER.matcher(value).matches()
                ? List.of()
                : List.of("the header Retry-After is neither a number of seconds nor an HTTP date");
    }

    private List<String> faultsOfHeader(
            String name, JsonNode declaration, String pointer, Map<String, String> headers) {
        String value = headers.get(name.toLowerCase(Locale.ROOT));
        if (value == null) {
            return declaration.path("required").asBoolean() ? List.of("the header " + name + " is missing") : List.of();
        }
        return faultsOf(pointer + "/schema", TextNode.valueOf(value)).stream()
                .map(fault -> "the header " + name + fault)
                .toList();
    }

    private List<String> faultsOfBody(String schema, byte[] body) {
        if (body.length == 0) {
            return List.of("the body is missing");
        }
        try {
            return faultsOf(schema, JSON.readTree(body));
        } catch (IOException e) {
            return List.of("the body is not JSON");
        }
    }

    /**
     * Validates the JSON body of a request.
     *
     * @param onlyFirst whether to stop at the first violation, which bounds the work for a large body
     * @return empty if the body is valid, or if the operation does not declare a JSON body
     */
    public List<SchemaViolation> violationsOfRequestBody(
            ContractOperation operation, JsonNode body, boolean onlyFirst) {
        if (!operation.node().path("requestBody").path("content").has(JSON_TYPE)) {
            return List.of();
        }
        return schema(requestSchema(operation))
                .validate(body, context -> context.executionConfig(config -> config.failFast(onlyFirst)))
                .stream()
                .map(OpenApiContract::violation)
                .toList();
    }

    private static SchemaViolation violation(Error error) {
        String position = error.getInstanceLocation().toString();
        String member = error.getProperty();
        return new SchemaViolation(
                member == null ? position : position + "/" + escaped(member),
                error.getKeyword(),
                error.getSchemaNode());
    }

    /**
     * Validates a value against one schema of the document.
     *
     * @param pointer the position of the schema, as a JSON pointer
     * @return each fault with its position in the value; empty if the value is valid
     */
    public List<String> faultsOf(String pointer, JsonNode value) {
        return schema(pointer).validate(value).stream().map(Error::toString).toList();
    }

    private Schema schema(String pointer) {
        return schemas.computeIfAbsent(pointer, key -> registry.getSchema(SchemaLocation.of(ID + "#" + fragment(key))));
    }

    private static String requestSchema(ContractOperation operation) {
        return operation.pointer() + "/requestBody/content/application~1json/schema";
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(pointer(node)) : node;
    }

    /** The position that a reference within the document points to. */
    private static String pointer(JsonNode reference) {
        return reference.path("$ref").asText().substring(1);
    }

    private static String escaped(String segment) {
        return segment.replace("~", "~0").replace("/", "~1");
    }

    private static String fragment(String pointer) {
        return pointer.replace("{", "%7B").replace("}", "%7D").replace("+", "%2B");
    }
}
