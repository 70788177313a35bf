package io.powerx.publish.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginReaderTest {
    @TempDir
    Path folder;

    private PluginManifest read(String manifest) throws Exception {
        Files.writeString(folder.resolve("plugin.yaml"), manifest);
        return new PluginReader(folder).read();
    }

    private PublishException failure(ThrowingCallable call) {
        return assertThatExceptionOfType(PublishException.class)
                .isThrownBy(call)
                .actual();
    }

    @Test
    void the_error_about_a_missing_manifest_contains_the_folder() {
        PublishException error = failure(() -> new PluginReader(folder).read());
        assertThat(error.code()).isEqualTo(ErrorCode.MANIFEST_MISSING);
        assertThat(error.found()).contains(folder.toString());
    }

    @Test
    void the_error_about_a_missing_manifest_mentions_plugin_yml() throws Exception {
        Files.writeString(folder.resolve("plugin.yml"), "id: x");
        assertThat(failure(() -> new PluginReader(folder).read()).found())
                .contains("plugin.yml", "rename it to plugin.yaml");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|plugin.yaml:1:1|empty",
                "'- a'|plugin.yaml:1:1|mapping",
                "'id: [a'|plugin.yaml:1:7|','",
                "'a: 1\n  b: 2'|plugin.yaml:2:4|mapping"
            })
    void a_manifest_that_is_not_a_mapping_is_rejected_with_its_location(String text, String place, String words) {
        PublishException error = failure(() -> read(text));
        assertThat(error.code()).isEqualTo(ErrorCode.MANIFEST_INVALID);
        assertThat(error.location().orElseThrow()).hasToString(place);
        assertThat(error.found()).contains(words);
    }

    @Test
    void a_manifest_that_is_not_utf_8_is_rejected_with_its_line() throws Exception {
        Files.write(
                folder.resolve("plugin.yaml"), new byte[] {'i', 'd', ':', ' ', 'x', '\n', 'n', ':', (byte) 0xE9, '\n'});
        PublishException error = failure(() -> new PluginReader(folder).read());
        assertThat(error.location().orElseThrow()).hasToString("plugin.yaml:2");
    }

    @Test
    void a_manifest_of_ten_megabytes_is_rejected() {
        assertThat(failure(() -> read("id: x\n#" + "x".repeat(10 << 20))).code())
                .isEqualTo(ErrorCode.MANIFEST_INVALID);
    }

    @Test
    void catalogs_are_merged_and_values_are_located_in_their_file() throws Exception {
        Files.createDirectories(folder.resolve("plugin.d"));
        Files.writeString(
                folder.resolve("plugin.d/rbac.yaml"),
                "# comment\npermissions:\n  - resource: a\n    actions: [b]\nrbac: {resources: []}\nroutes: {}\n");
        Files.writeString(folder.resolve("plugin.d/events.yaml"), "manifest:\n  events: {publish: [x]}\n");
        PluginManifest manifest = read(
                "id: x\nversion: 1.0.0\ncatalogs:\n  rbac: ./plugin.d/rbac.yaml\n  events: plugin.d/events.yaml\n");
        assertThat(manifest.permissions())
                .singleElement()
                .extracting(DeclaredPermission::codes)
                .isEqualTo(List.of("a:b"));
        assertThat(manifest.locate("/permissions/0/actions/0")).hasToString("plugin.d/rbac.yaml:4:15");
        assertThat(manifest.at("/events/publish/0").textValue()).isEqualTo("x");
        assertThat(manifest.locate("/events/publish/0")).hasToString("plugin.d/events.yaml:2:22");
        assertThat(manifest.locate("/version")).hasToString("plugin.yaml:2:10");
        assertThat(manifest.catalogProblems())
                .extracting(CatalogProblem::kind)
                .containsExactly(CatalogProblem.Kind.FIELD_MISSING);
    }

    @Test
    void an_rbac_catalog_may_contain_bare_resources_as_in_the_host() throws Exception {
        Files.writeString(
                folder.resolve("rbac.yaml"),
                "resources: [{resource: a, actions: [b]}]\npermissions: [{resource: a, actions: [b]}]\nroutes: {basePath: /a}\n");
        PluginManifest manifest = read("catalogs: { rbac: rbac.yaml }\n");
        assertThat(manifest.catalogProblems()).isEmpty();
        assertThat(manifest.at("/rbac/resources/0/resource").textValue()).isEqualTo("a");
        assertThat(manifest.locate("/rbac/resources/0/resource")).hasToString("rbac.yaml:1:24");
    }

    @Test
    void a_catalog_outside_the_project_is_not_read() throws Exception {
        PluginManifest manifest = read("catalogs: { events: sub/../../events.yaml }\n");
        assertThat(manifest.catalogProblems())
                .singleElement()
                .extracting(CatalogProblem::kind)
                .isEqualTo(CatalogProblem.Kind.PATH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version: 1.0.0",
                "id: x",
                "id: ../x\nversion: 1.0.0",
                "id: X\nversion: 1.0.0",
                "id: x\nversion: ../1",
                "id: x\nversion: [1]",
                "id: {}\nversion: 1.0.0"
            })
    void a_snapshot_requires_an_id_and_a_version_that_can_be_part_of_file_names(String text) {
        PublishException error = failure(() -> read(text).snapshot());
        assertThat(error.code()).isEqualTo(ErrorCode.MANIFEST_INVALID);
        assertThat(error.location()).isPresent();
    }

    @Test
    void the_original_manifest_of_the_note_plugin_is_read() throws Exception {
        try (InputStream in = getClass().getResourceAsStream("/manifests/note-original.yaml")) {
            PluginSnapshot plugin =
                    read(new String(in.readAllBytes(), StandardCharsets.UTF_8)).snapshot();
            assertThat(plugin.id()).isEqualTo("com.powerx.plugins.note");
            assertThat(plugin.name()).isEqualTo("Note Note Plugin");
            assertThat(plugin.permissions())
                    .containsExactly("note:note:create", "note:note:delete", "note:note:read", "note:note:update");
            assertThat(plugin.hostRange()).isNull();
            assertThat(plugin.hasMigrations()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "migrations/0001_notes.sql, true",
        "migrations/2026/0001_notes.sql, true",
        "backend/migrations/0001_notes.sql, true",
        "migrations/.gitkeep, false",
        "other/0001_notes.sql, false"
    })
    void a_plugin_has_migrations_if_a_folder_for_them_has_a_file(String file, boolean expected) throws Exception {
        Files.createDirectories(folder.resolve("migrations"));
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), "");

        assertThat(read("id: x\nversion: 1.0.0").snapshot().hasMigrations()).isEqualTo(expected);
    }

    @Test
    void permissions_of_every_form_are_sorted_and_unique() throws Exception {
        PluginSnapshot plugin = read("""
                        id: x
                        version: 1.0.0
                        permissions:
                          - z.read
                          - { resource: b, actions: [write, read] }
                          - { resource: c, action: read }
                          - { permission_code: "a.b:c", resource: ignored, actions: [d] }
                          - { resource: b, actions: [read] }
                          - 5
                        """).snapshot();
        assertThat(plugin.permissions()).containsExactly("a.b:c", "b:read", "b:write", "c:read", "z.read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "corex_version: '>=0.1.0'                                   | >=0.1.0",
                "{min_core: 0.6.0, max_core: 0.8.0}                         | >=0.6.0 <=0.8.0",
                "min_core: '>0.6.0'                                         | >0.6.0",
                "compatibility: {corex_min: 1.0.0, corex_max: 2.0.0}        | >=1.0.0 <=2.0.0",
                "compatibility: {powerx_max: 2.0.0}                         | <=2.0.0",
                "dependencyList: ['corex>=2.3.0']                           | >=2.3.0",
                "dependencies: ['com.x>=1.0.0', 'core >=0.9.0 <1.0.0']      | >=0.9.0 <1.0.0",
                "dependencies: ['powerx']                                   | *"
            })
    void the_host_range_is_read_in_every_spelling(String yaml, String expected) throws Exception {
        PluginManifest manifest = read(yaml);
        assertThat(manifest.hostRanges())
                .singleElement()
                .extracting(HostRange::range)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dependencies: ['com.x >=1.0.0', 'powerx>=1.0.0']                      | com.x >=1.0.0 false",
                "dependencies: ['com.x@^1.0.0']                                        | com.x ^1.0.0 false",
                "dependencies: [com.x]                                                 | com.x null false",
                "dependencies: [{id: com.x, version: 1.x, optional: true}]             | com.x 1.x true",
                "dependencies: {com.x: ^2.0.0}                                         | com.x ^2.0.0 false",
                "dependencies: {requires: [], optional: [{id: com.x, range: ~1.2}]}    | com.x ~1.2 true",
                "dependencies: {requires: ['com.x >=1'], conflicts: [com.y]}           | com.x >=1 false"
            })
    void dependencies_are_read_in_every_form(String yaml, String expected) throws Exception {
        PluginManifest manifest = read(yaml);
        assertThat(manifest.dependencies())
                .extracting(d -> d.id() + " " + d.range() + " " + d.optional())
                .containsExactly(expected);
    }

    @Test
    void the_generated_manifest_depends_only_on_the_plugin() throws Exception {
        String yaml =
                "id: x\nversion: 1.0.0\nruntime: {kind: process, entry: a}\npermissions: [b, a]\ndependencies: [{id: y}]\n";
        String json = new String(GeneratedManifest.of(read(yaml)), StandardCharsets.UTF_8);
        assertThat(json).isEqualTo("""
                        {
                          "id" : "x",
                          "name" : "x",
                          "version" : "1.0.0",
                          "runtime" : {
                            "kind" : "process",
                            "entry" : "a"
                          },
                          "permissions" : [ "a", "b" ],
                          "dependencies" : [ {
                            "id" : "y",
                            "range" : "*",
                            "optional" : false
                          } ]
                        }
                        """);
    }

    @Test
    void a_snapshot_survives_serialization() throws Exception {
        PluginSnapshot plugin =
                read("id: x\nversion: 1.0.0\ndependencies: [{id: y}]\n").snapshot();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(plugin);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(plugin);
        }
    }
}
