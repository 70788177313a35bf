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

    private final JsonNode components;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    /** Reading them takes longer than most tests. */
    public static final ContractSchemas SHARED = new ContractSchemas();

    private ContractSchemas() {
        try (Reader reader = Files.newBufferedReader(DOCUMENT)) {
            Map<?, ?> document = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            this.components = new ObjectMapper().valueToTree(document.get("components"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a document that should be that schema; empty where nothing is. */
    public List<String> violations(String schema, JsonNode document) {
        return schemas.computeIfAbsent(schema, this::load).validate(document).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    private Schema load(String name) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("$ref", "#/components/schemas/" + name);
        root.set("components", components);
        return REGISTRY.getSchema(root);
    }
}
