package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.PluginProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PX-P017: core registers the topics of config/event_fabric.yaml when it installs the plugin. */
class EventFabricTest {
    private static final String RULE = "PX-P017";
    private static final String FABRIC = """
            version: v1
            topics:
              - key: note.note.created.v1
                namespace: note.note.created
                name: v1
                acl:
                  - { principal_type: plugin, principal_id: "plugin:a", actions: [publish, Replay] }
              - topic: note.note.deleted
            """;

    @TempDir
    Path folder;

    private PluginProject fabric(String part, String replacement) {
        assertThat(FABRIC).contains(part);
        return PluginProject.in(folder).file("config/event_fabric.yaml", FABRIC.replace(part, replacement));
    }

    @ParameterizedTest
    @ValueSource(strings = {"version: v1", "version: 1", "version: V2", "version: \"1\""})
    void a_version_that_core_reads_passes(String version) {
        assertThat(fabric("version: v1", version).places(RULE)).isEmpty();
        assertThat(fabric("version: v1", version).check().notRun()).doesNotContainKey(RULE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"version: v0", "version: 1.0", "version: latest", "version:", "{}: x"})
    void a_missing_or_invalid_version_is_an_error(String version) {
        assertThat(fabric("version: v1", version.equals("{}: x") ? "other: x" : version)
                        .places(RULE))
                .singleElement()
                .asString()
                .startsWith("error config/event_fabric.yaml:1:");
    }

    @Test
    void topics_that_core_cannot_register_are_warnings() {
        assertThat(fabric("    namespace: note.note.created\n", "").places(RULE))
                .containsExactly("warning config/event_fabric.yaml:3:5");
        assertThat(fabric("topic: note.note.deleted", "topic: deleted").places(RULE))
                .containsExactly("warning config/event_fabric.yaml:8:5");
        assertThat(fabric("topic: note.note.deleted", "{ key: note.note.created.v1, namespace: a, name: b }")
                        .places(RULE))
                .containsExactly("warning config/event_fabric.yaml:8:12");
        assertThat(fabric("Replay", "erase").places(RULE)).containsExactly("warning config/event_fabric.yaml:7:80");
    }

    @Test
    void a_file_that_is_not_yaml_is_an_error() {
        assertThat(fabric("topics:", "topics: [").places(RULE))
                .singleElement()
                .asString()
                .startsWith("error config/event_fabric.yaml:");
    }

    @Test
    void a_file_that_is_not_packed_is_not_checked() {
        assertThat(fabric("version: v1\n", "")
                        .ignore("config/event_fabric.yaml")
                        .places(RULE))
                .isEmpty();
        assertThat(PluginProject.in(folder.resolve("other")).check().notRun()).containsKey(RULE);
    }
}
