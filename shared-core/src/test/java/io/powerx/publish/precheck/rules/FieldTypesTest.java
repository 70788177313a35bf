package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.powerx.publish.json.Json;
import io.powerx.publish.plugin.ManifestSchema;
import io.powerx.publish.plugin.PluginReader;
import io.powerx.publish.precheck.PluginProject;
import io.powerx.publish.testing.ExamplePlugin;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PX-M012: the host refuses a manifest with a field of another type. */
class FieldTypesTest {
    private static final String RULE = "PX-M012";

    @TempDir
    Path folder;

    private PluginProject project() {
        return PluginProject.in(folder);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metadata: { tags: notes }|18:19|metadata.tags must be a list, but it is the text \"notes\"",
                "metadata: { tags: [{ a: b }] }|18:20|metadata.tags[0] must be a single value, but it is a mapping",
                "frontend: { admin: { menus: { a: { route: /notes } } } }|18:22|frontend.admin.menus must be a list, but it is a mapping",
                "frontend: { admin: { menus: [{ order: first }] } }|18:39|frontend.admin.menus[0].order must be a whole number, but it is the text \"first\"",
                "frontend: { admin: { menus: [{ children: [{ order: \"1\" }] }] } }|18:52|frontend.admin.menus[0].children[0].order must be a whole number, but it is the text \"1\"",
                "frontend: { admin: { menus: [{ visible: \"yes\" }] } }|18:41|frontend.admin.menus[0].visible must be true or false, but it is the text \"yes\"",
                "frontend: { admin: { process: { args: ./index.mjs } } }|18:39|frontend.admin.process.args must be a list, but it is the text \"./index.mjs\"",
                "agents: { a: { id: x } }|18:1|agents must be a list, but it is a mapping",
                "migrations: { entry: backend/bin/plugin, once: sometimes }|18:48|migrations.once must be true or false, but it is the text \"sometimes\"",
                "routes: { permissions: [{ permission: notes }] }|18:39|routes.permissions[0].permission must be a mapping of keys to values, but it is the text \"notes\"",
                "tools: [{ input_schema: text }]|18:25|tools[0].input_schema must be a mapping of keys to values, but it is the text \"text\"",
                "endpoints2: { http_base_path: 1 }||"
            })
    void a_field_of_another_type_is_an_error_at_its_place(String yaml, String place, String message) {
        PluginProject project = project().manifestWith(yaml + "\n");
        if (place == null) {
            assertThat(project.places(RULE)).isEmpty();
        } else {
            assertThat(project.places(RULE)).containsExactly("error plugin.yaml:" + place);
            assertThat(project.messages(RULE)).containsExactly(message);
        }
    }

    @Test
    void fields_of_the_runtime_and_the_back_end_have_types() {
        assertThat(project().manifest("port: 0", "port: \"${PORT:-0}\"").places(RULE))
                .containsExactly("error plugin.yaml:12:9");
        assertThat(project().manifest("  env:", "  health: /healthz\n  env:").places(RULE))
                .containsExactly("error plugin.yaml:8:11");
        assertThat(project().manifest("  env:", "  env:\n    LEVEL: { a: b }").places(RULE))
                .containsExactly("error plugin.yaml:9:5");
        assertThat(project()
                        .permissions("permissions:\n  - resource: note\n    actions: read\n    independent: \"true\"\n")
                        .places(RULE))
                .containsExactly("error plugin.yaml:17:14", "error plugin.yaml:18:18");
    }

    @Test
    void fields_of_catalogs_have_types_and_are_located_there() {
        PluginProject project = project()
                .manifestWith("catalogs:\n  capabilities: plugin.d/capabilities.yaml\n  events: plugin.d/events.yaml\n")
                .file("plugin.d/capabilities.yaml", "capabilities:\n  required: notes\n")
                .file("plugin.d/events.yaml", "events:\n  publish: [{ topic: a }]\n");
        assertThat(project.places(RULE))
                .containsExactly("error plugin.d/capabilities.yaml:2:13", "error plugin.d/events.yaml:2:13");
    }

    @Test
    void numbers_booleans_and_nothing_are_texts_for_the_host() {
        assertThat(project()
                        .manifest("  env:", "  env:\n    A: 1\n    B: true\n    C:\n    D: 1.5")
                        .places(RULE))
                .isEmpty();
    }

    @Test
    void unknown_fields_may_have_any_type() {
        assertThat(project()
                        .manifestWith("data_usage: [{ a: { b: c } }]\nmetadata: { more: [1] }\n")
                        .places(RULE))
                .isEmpty();
    }

    @Test
    void a_mistyped_key_is_a_warning_and_another_unknown_key_is_noted() {
        PluginProject mistyped = PluginProject.in(folder).manifest("http_base_path:", "http_base_pth:");
        assertThat(mistyped.places("PX-M013")).containsExactly("warning plugin.yaml:14:18");
        assertThat(mistyped.messages("PX-M013"))
                .containsExactly(
                        "The host does not know the key endpoints.http_base_pth; did you mean http_base_path?");

        PluginProject unknown = PluginProject.in(folder).manifestWith("billing: { plan: a }\nx-notes: 1\n");
        assertThat(unknown.places("PX-M013")).containsExactly("info plugin.yaml:18:1");
    }

    @Test
    void the_schema_that_editors_use_agrees_with_the_rule() throws Exception {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.write(ManifestSchema.json()), InputFormat.JSON);
        Path example = ExamplePlugin.FOLDER;
        JsonNode good = new PluginReader(example).read().root();

        assertThat(schema.validate(Json.write(good), InputFormat.JSON)).isEmpty();
        assertThat(schema.validate("{\"backend\":{\"port\":\"0\"}}", InputFormat.JSON))
                .hasSize(1);
        assertThat(schema.validate("{\"endpoints\":{\"http_base_pth\":\"/\"}}", InputFormat.JSON))
                .hasSize(1);
        assertThat(ManifestSchema.check(good)).isEmpty();
    }
}
