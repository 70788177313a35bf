package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.PluginProject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestRulesTest {
    @TempDir
    Path folder;

    private PluginProject project() {
        return PluginProject.in(folder);
    }

    @Test
    void a_valid_plugin_has_no_findings() {
        assertThat(project().check().findings()).isEmpty();
    }

    @Test
    void a_missing_or_invalid_id_or_version_is_an_error() {
        assertThat(project()
                        .manifest("id: com.example.plugins.note", "id: com.Example/Note")
                        .places("PX-M001"))
                .containsExactly("error plugin.yaml:1:5");
        assertThat(project().manifest("id: com.example.plugins.note\n", "").places("PX-M001"))
                .containsExactly("error plugin.yaml:1:1");
        assertThat(project().manifest("version: 1.2.0\n", "version: \"  \"\n").places("PX-M001"))
                .containsExactly("error plugin.yaml:3:10");
    }

    @Test
    void an_unknown_runtime_is_an_error() {
        assertThat(project().manifest("kind: process", "kind: docker").places("PX-M002"))
                .containsExactly("error plugin.yaml:6:9");
        assertThat(project().file("plugin.yaml", "id: a\nversion: 1.0.0\n").messages("PX-M002"))
                .containsExactly("runtime.kind is missing");
    }

    @Test
    void a_process_requires_an_entry() {
        assertThat(project().manifest("  entry: backend/bin/plugin\n", "").places("PX-M002"))
                .containsExactly("error plugin.yaml:5:1");
    }

    @Test
    void a_static_plugin_needs_no_entry() {
        PluginProject project = project().manifest("kind: process\n  entry: backend/bin/plugin", "kind: static");
        assertThat(project.places("PX-M002")).isEmpty();
    }

    @Test
    void a_process_requires_a_base_path_that_starts_with_a_slash() {
        assertThat(project().manifest("/api/v1", "api/v1").places("PX-M003"))
                .containsExactly("error plugin.yaml:14:19");
        assertThat(project()
                        .manifest("endpoints:\n  http_base_path: /api/v1\n", "")
                        .places("PX-M003"))
                .containsExactly("error plugin.yaml:1:1");
        assertThat(project().manifest("/api/v1", "${BASE:-/api/v1}").places("PX-M003"))
                .isEmpty();
    }

    @Test
    void a_front_end_that_the_host_serves_has_its_folder_and_a_format_of_texts() {
        String admin = "frontend:\n  admin:\n    kind: static\n    i18n: { format: xliff }\n";
        assertThat(project().manifestWith(admin).places("PX-M004"))
                .containsExactly("error plugin.yaml:19:3", "error plugin.yaml:21:5", "error plugin.yaml:21:21");
        assertThat(project()
                        .manifestWith(admin.replace("kind: static", "kind: proxy"))
                        .places("PX-M004"))
                .containsExactly("warning plugin.yaml:21:5", "warning plugin.yaml:21:21");
        assertThat(project()
                        .manifestWith(admin.replace("format: xliff", "format: nuxt, dir: x")
                                .replace("kind: static", "kind: static\n    static_dir: x"))
                        .places("PX-M004"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "10 s", "1d", "PT10S", "ten", "1h30"})
    void a_duration_that_go_cannot_parse_is_an_error(String text) {
        PluginProject project =
                project().manifest("  kind: process", "  health: { interval: \"" + text + "\" }\n  kind: process");
        assertThat(project.places("PX-M005")).containsExactly("error plugin.yaml:6:23");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10s", "1m30s", "500ms", "1.5h", "0", "-5s", ".5s", "2µs"})
    void a_duration_that_go_can_parse_passes(String text) {
        assertThat(project()
                        .manifest("  kind: process", "  health: { timeout: \"" + text + "\" }\n  kind: process")
                        .places("PX-M005"))
                .isEmpty();
    }

    @Test
    void migrations_specify_their_program() {
        assertThat(project().manifestWith("migrations: { driver: sql }\n").messages("PX-M006"))
                .containsExactly("migrations.entry is missing");
        assertThat(project().manifestWith("migrations: {}\n").places("PX-M006")).isEmpty();
    }

    @Test
    void every_problem_of_a_catalog_is_an_error_with_its_location() {
        PluginProject project = project()
                .manifestWith("""
                        catalogs:
                          capabilities: /etc/passwd
                          exposure: ./plugin.d/none.yaml
                          agent_tools: ../outside.yaml
                          events: plugin.d/events.yaml
                          rbac: plugin.d/rbac.yaml
                        """)
                .file("plugin.d/events.yaml", "events: [\n")
                .file("plugin.d/rbac.yaml", "permissions:\n  - resource: a\n    actions: [b]\n");
        assertThat(project.places("PX-M007"))
                .containsExactlyInAnyOrder(
                        "error plugin.yaml:19:17",
                        "error plugin.yaml:20:13",
                        "error plugin.yaml:21:16",
                        "error plugin.d/events.yaml:2:1",
                        "error plugin.yaml:15:1",
                        "error plugin.d/rbac.yaml",
                        "error plugin.d/rbac.yaml");
        assertThat(project.messages("PX-M007"))
                .anyMatch(message -> message.contains("catalog conflict on field \"permissions\" (catalog=rbac)"));
    }

    @Test
    void the_registration_mode_is_installed() {
        assertThat(project()
                        .manifest("    POWERX_PLUGIN_REGISTRATION_MODE: installed\n", "")
                        .places("PX-M008"))
                .containsExactly("error plugin.yaml:8:3");
        assertThat(project().manifest("MODE: installed", "MODE: local").places("PX-M008"))
                .containsExactly("error plugin.yaml:10:38");
        assertThat(project().manifest("MODE: installed", "MODE: remote").places("PX-M008"))
                .containsExactly("error plugin.yaml:10:38");
        assertThat(project().places("PX-M008")).isEmpty();
    }

    @Test
    void a_placeholder_for_the_registration_mode_is_an_error_because_the_host_does_not_replace_it() {
        PluginProject project = project().manifest("MODE: installed", "MODE: \"${MODE:-installed}\"");
        assertThat(project.places("PX-M008")).containsExactly("error plugin.yaml:10:38");
        assertThat(project.messages("PX-M008")).singleElement().asString().contains("placeholder");
    }

    @Test
    void the_host_chooses_the_port() {
        assertThat(project().manifest("port: 0", "port: 8091").places("PX-M009"))
                .containsExactly("error plugin.yaml:12:9");
        assertThat(project().manifest(":__POWERX_DYNAMIC_PORT__", ":8091").places("PX-M009"))
                .containsExactly("error plugin.yaml:9:23");
        assertThat(project()
                        .manifest(":__POWERX_DYNAMIC_PORT__", "${POWERX_BIND_ADDR:-:9090}")
                        .places("PX-M009"))
                .containsExactly("error plugin.yaml:9:23");
        assertThat(project().manifest("\":__POWERX", "\"127.0.0.1:__POWERX").places("PX-M009"))
                .containsExactly("error plugin.yaml:9:23");
        assertThat(project().manifest("port: 0", "port: -1").places("PX-M009"))
                .containsExactly("error plugin.yaml:12:9");
        assertThat(project().manifest("port: 0", "port: 123456").places("PX-M009"))
                .containsExactly("error plugin.yaml:12:9");
        assertThat(project().places("PX-M009")).isEmpty();
    }
}
