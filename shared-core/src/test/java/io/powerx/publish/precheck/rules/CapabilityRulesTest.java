package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.PluginProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PX-E001 to PX-E004: capabilities, their descriptors and schemas, and the channels that expose them. */
class CapabilityRulesTest {
    private static final String CAPABILITIES = """
            capabilities:
              provides:
                - id: note.create
                  version: 1.0.0
                  descriptor: contracts/capabilities/note.create.yaml
                  schemas:
                    input: contracts/schema/in.json
                    output: [contracts/schema/out.json]
            """;
    private static final String DESCRIPTOR = """
            id: note.create
            version: 1.0.0
            rbac: { resource: note.notes, actions: [read] }
            provides:
              - { id: in, path: schema/in.json, kind: input }
            metadata: { protocols: { rest: { method: POST, path: /notes } } }
            """;
    private static final String CHANNEL =
            "{ type: rest, method: POST, entrypoint: /api/v1/notes, auth: jwt, capability: note.create }";

    @TempDir
    Path folder;

    private PluginProject project(String capabilities) {
        return PluginProject.in(folder)
                .manifestWith(capabilities)
                .file("contracts/capabilities/note.create.yaml", DESCRIPTOR)
                .file("contracts/schema/in.json", "{}")
                .file("contracts/schema/out.json", "{ \"type\": \"object\" }");
    }

    private PluginProject project() {
        return project(CAPABILITIES);
    }

    private PluginProject channel(String channel) {
        return project(CAPABILITIES + "exposure:\n  channels:\n    - " + channel + "\n");
    }

    @Test
    void complete_capabilities_have_no_findings() {
        assertThat(channel(CHANNEL).check().findings()).isEmpty();
    }

    @Test
    void a_capability_without_id_or_descriptor_is_an_error() {
        assertThat(project(CAPABILITIES.replace("    - id: note.create\n      version", "    - version"))
                        .places("PX-E001"))
                .containsExactly("error plugin.yaml:20:7");
        assertThat(project("capabilities: { provides: [{ id: note.create }] }\n")
                        .places("PX-E001"))
                .containsExactly("error plugin.yaml:18:28");
        assertThat(project("capabilities: { provides: note.create }\n").places("PX-E001"))
                .containsExactly("error plugin.yaml:18:27");
    }

    @Test
    void a_capability_that_is_declared_twice_is_an_error_with_the_location_of_the_first() {
        PluginProject project = project(CAPABILITIES
                + "    - { id: note.create, version: 1.0.0, descriptor: contracts/capabilities/note.create.yaml }\n");
        assertThat(project.places("PX-E001")).containsExactly("error plugin.yaml:26:7");
        assertThat(project.messages("PX-E001")).singleElement().asString().contains("plugin.yaml:20:7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"contracts/capabilities/note.create.yaml", "contracts/capabilities/unlisted.yml"})
    void a_descriptor_that_is_not_yaml_is_an_error_at_its_line(String file) {
        PluginProject project = project().file(file, "id: a\nversion: [\nstatus: x\n");
        assertThat(project.places("PX-E002")).singleElement().asString().startsWith("error " + file + ":");
        assertThat(project().file(file, "- a\n").messages("PX-E002"))
                .singleElement()
                .asString()
                .contains("not a mapping");
    }

    @Test
    void a_descriptor_with_another_id_or_version_is_an_error_at_the_declaration() {
        String path = "contracts/capabilities/note.create.yaml";
        assertThat(project()
                        .file(path, DESCRIPTOR.replace("id: note.create", "id: note.delete"))
                        .places("PX-E002"))
                .containsExactly("error plugin.yaml:20:11");
        assertThat(project()
                        .file(path, DESCRIPTOR.replace("version: 1.0.0", "version: 1.1.0"))
                        .places("PX-E002"))
                .containsExactly("error plugin.yaml:21:16");
        assertThat(project()
                        .file(path, DESCRIPTOR.replace("version: 1.0.0\n", ""))
                        .places("PX-E002"))
                .containsExactly("error plugin.yaml:21:16");
    }

    @Test
    void two_descriptors_with_one_id_and_a_descriptor_without_id_are_warnings() {
        assertThat(project()
                        .file("contracts/capabilities/other.yaml", "version: 1.0.0\nid: note.create\n")
                        .places("PX-E002"))
                .containsExactly("warning contracts/capabilities/other.yaml:2:5");
        assertThat(project()
                        .file("contracts/capabilities/other.yaml", "version: 1.0.0\n")
                        .places("PX-E002"))
                .containsExactly("warning contracts/capabilities/other.yaml:1:1");
    }

    @Test
    void a_capability_without_any_protocol_is_a_warning_unless_a_channel_exposes_it() {
        String without = DESCRIPTOR.substring(0, DESCRIPTOR.indexOf("metadata"));
        String path = "contracts/capabilities/note.create.yaml";
        assertThat(project().file(path, without).places("PX-E002")).containsExactly("warning plugin.yaml:20:7");
        assertThat(channel(CHANNEL).file(path, without).places("PX-E002")).isEmpty();
    }

    @Test
    void a_missing_descriptor_is_reported_at_the_field_that_refers_to_it() {
        PluginProject missing = project().without("contracts/capabilities/note.create.yaml");
        assertThat(missing.places("PX-M011")).containsExactly("error plugin.yaml:22:19");
        assertThat(missing.places("PX-E002")).isEmpty();
        assertThat(project("capabilities: { imports: [contracts/capabilities/none.yaml] }\n")
                        .places("PX-M011"))
                .containsExactly("warning plugin.yaml:18:27");
    }

    @Test
    void a_schema_that_is_not_json_is_an_error_at_its_line() {
        assertThat(project().file("contracts/schema/in.json", "{\n  \"a\": }\n").places("PX-E003"))
                .singleElement()
                .asString()
                .startsWith("error contracts/schema/in.json:2:");
        assertThat(project().places("PX-E003")).isEmpty();
        assertThat(project().check().notRun()).doesNotContainKey("PX-E003");
    }

    @Test
    void text_after_a_schema_is_an_error() {
        assertThat(project().file("contracts/schema/in.json", "{}\n{}\n").places("PX-E003"))
                .singleElement()
                .asString()
                .startsWith("error contracts/schema/in.json:2:");
    }

    @Test
    void a_type_that_json_schema_does_not_know_is_a_warning() {
        PluginProject project = project().file("contracts/schema/in.json", """
                        {"type": "object", "required": ["titel"], "properties": {
                          "title": {"type": ["string", "nul"]}, "tags": {"type": "array", "items": {"type": "text"}}}}
                        """);
        assertThat(project.places("PX-E003")).containsOnly("warning contracts/schema/in.json");
        assertThat(project.messages("PX-E003"))
                .containsExactlyInAnyOrder(
                        "The schema has the required property titel, which it does not describe, at /required/0",
                        "The schema has the type \"nul\", which JSON Schema does not know, at /properties/title/type/1",
                        "The schema has the type \"text\", which JSON Schema does not know, at /properties/tags/items/type");
    }

    @Test
    void a_schema_of_a_descriptor_that_is_not_packed_is_a_warning() {
        PluginProject project = project()
                .file(
                        "contracts/capabilities/note.create.yaml",
                        DESCRIPTOR.replace("schema/in.json", "schema/none.json"));
        assertThat(project.places("PX-E003")).containsExactly("warning contracts/capabilities/note.create.yaml:5:21");
        assertThat(project().ignore("contracts/schema/in.json").places("PX-E003"))
                .containsExactly("warning contracts/capabilities/note.create.yaml:5:21");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auth: jwt,                    |                               | declares no auth",
                "capability: note.create       | capability: note.craete       | the capability note.craete",
                "', capability: note.create'   |                               | has no capability",
                "type: rest,                   |                               | has no type",
                "method: POST,                 |                               | has no method",
                "method: POST                  | method: FETCH                 | the method FETCH",
                "entrypoint: /api/v1/notes,    |                               | has no entrypoint",
                "auth: jwt                     | auth: jwtt                    | the auth jwtt",
                "type: rest                    | type: ress                    | the type ress",
                "capability: note.create       | 'capability: note.create, agent_tool_id: x' | the tool x"
            })
    void an_incomplete_channel_is_a_warning(String part, String replacement, String message) {
        assertThat(CHANNEL).contains(part);
        PluginProject project = channel(CHANNEL.replace(part, replacement == null ? "" : replacement));
        assertThat(project.messages("PX-E004")).singleElement().asString().contains(message);
        assertThat(project.places("PX-E004")).singleElement().asString().startsWith("warning plugin.yaml:28:");
    }

    @Test
    void a_channel_may_have_a_type_and_authentication_that_core_does_not_interpret() {
        assertThat(channel(CHANNEL.replace("type: rest", "type: mcp").replace("auth: jwt", "auth: mtls"))
                        .places("PX-E004"))
                .isEmpty();
    }

    @Test
    void channels_may_expose_imported_capabilities_and_refer_to_declared_tools() {
        PluginProject project = project(CAPABILITIES + """
                        exposure:
                          channels:
                            - { type: rest, method: GET, entrypoint: /a, auth: jwt, capability: note.list }
                            - { type: agent_tool, auth: toolgrant, capability: note.create, agent_tool_id: tool }
                        agent_tools:
                          - { id: tool, capability: note.create }
                        """)
                .file("contracts/capabilities/note.list.yaml", "id: note.list\nversion: 1.0.0\n");
        assertThat(project.places("PX-E004")).isEmpty();
        assertThat(project.check().notRun()).doesNotContainKey("PX-E004");
    }

    @Test
    void the_capability_of_an_agent_tool_is_declared() {
        PluginProject project = channel(CHANNEL + "\nagent_tools:\n  - { id: tool, capability: note.other }");
        assertThat(project.places("PX-E004")).containsExactly("warning plugin.yaml:30:29");
    }

    @Test
    void the_file_of_a_workflow_is_needed() {
        String workflow =
                "{ type: workflow, entrypoint: contracts/exposure/a.json, auth: workflow, capability: note.create }";
        assertThat(channel(workflow).places("PX-M011")).containsExactly("warning plugin.yaml:28:37");
        assertThat(channel(workflow).file("contracts/exposure/a.json", "{}").places("PX-M011"))
                .isEmpty();
    }

    @Test
    void a_schema_that_is_not_an_object_is_an_error() {
        assertThat(project().file("contracts/schema/in.json", "[]\n").places("PX-E003"))
                .containsExactly("error contracts/schema/in.json");
    }
}
