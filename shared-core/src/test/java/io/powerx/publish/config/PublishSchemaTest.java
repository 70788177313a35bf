package io.powerx.publish.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.json.Json;
import io.powerx.publish.yaml.YamlDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublishSchemaTest {
    private static final Path DOCS = Path.of("..", "docs");

    private static List<String> errors(String yaml) throws Exception {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(DOCS.resolve("reference/schemas/publish.schema.json")), InputFormat.JSON);
        String json = Json.write(YamlDocument.parse("publish.yml", yaml, ErrorCode.CONFIG_INVALID)
                .root());
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void the_example_is_valid() throws Exception {
        assertThat(errors(Files.readString(DOCS.resolve("examples/note-plugin/publish.yml"))))
                .isEmpty();
    }

    @Test
    void an_only_target_is_valid() throws Exception {
        assertThat(errors("{ $schema: publish.schema.json, publish: { targets: [{ channel: beta, api: core }] } }"))
                .isEmpty();
    }

    @Test
    void platforms_with_and_without_own_folders_are_valid() throws Exception {
        assertThat(errors("artifacts: { platforms: { linux-amd64: , darwin-arm64: { backend/bin: build/mac } } }"))
                .isEmpty();
    }

    @Test
    void the_schema_is_valid() throws Exception {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        assertThat(meta.validate(
                        Files.readString(DOCS.resolve("reference/schemas/publish.schema.json")), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "channel: alpha",
                "rolout: {}",
                "artifacts: { format: rar }",
                "artifacts: { platforms: {} }",
                "artifacts: { platforms: { linux-x64: {} } }",
                "artifacts: { platforms: { linux-amd64: { backend/bin: [a] } } }",
                "quality: { coverageThreshold: 101 }",
                "risk: huge",
                "publish: { targets: [] }",
                "publish: { targets: [{ channel: beta }, { channel: stable }] }",
                "publish: { targets: [{ apiUrl: https://a.example }] }",
                "rollout: { batches: [{ wait: 1h }] }",
                "rollout: { batches: [{ percentage: 0 }] }",
                "autoUpgrade: sometimes",
                "precheck: { suppressions: [{ rule: PX-T006, expires: 2026-12-31 }] }",
                "precheck: { suppressions: [{ rule: PX-T006, reason: r }] }",
                "precheck: { suppressions: [{ rule: PX-T006, reason: r, expires: 2026-12-31, line: 1 }] }"
            })
    void a_file_that_the_reader_rejects_violates_the_schema(String yaml) throws Exception {
        assertThat(errors(yaml)).isNotEmpty();
    }

    @Test
    void the_schema_contains_every_project_key_of_a_setting() throws Exception {
        JsonNode schema =
                Json.mapper().readTree(Files.readString(DOCS.resolve("reference/schemas/publish.schema.json")));
        for (Setting setting : Setting.values()) {
            if (setting.projectKey() != null) {
                String pointer = "/properties/" + setting.projectKey().replace(".", "/properties/");
                assertThat(schema.at(pointer).isMissingNode()).as(pointer).isFalse();
            }
        }
    }
}
