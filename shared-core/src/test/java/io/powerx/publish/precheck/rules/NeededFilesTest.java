package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.PluginProject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PX-M011: what the manifest refers to is in the package. */
class NeededFilesTest {
    private static final String RULE = "PX-M011";

    private static final String ADMIN_PROCESS = """
            frontend:
              admin:
                kind: process
                process:
                  entry: node
                  args: ["./web-admin/.output/server/index.mjs", "--config=config/admin.json"]
            """;

    @TempDir
    Path folder;

    private PluginProject project() {
        return PluginProject.in(folder);
    }

    @Test
    void an_entry_that_is_missing_is_an_error() {
        PluginProject project = project().without("backend/bin/plugin");
        assertThat(project.places(RULE)).containsExactly("error plugin.yaml:7:10");
        assertThat(project.messages(RULE))
                .containsExactly("runtime.entry refers to a file that does not exist: backend/bin/plugin");
    }

    @Test
    void an_entry_outside_the_plugin_is_called_that_even_if_the_file_exists() throws Exception {
        Files.writeString(folder.resolve("outside"), "x");
        PluginProject inner =
                PluginProject.in(folder.resolve("plugin")).manifest("entry: backend/bin/plugin", "entry: ../outside");
        assertThat(inner.places(RULE)).containsExactly("error plugin.yaml:7:10");
        assertThat(inner.messages(RULE)).containsExactly("runtime.entry points outside the plugin: ../outside");
    }

    @Test
    void an_entry_that_is_a_folder_is_called_that() {
        assertThat(project()
                        .manifest("entry: backend/bin/plugin", "entry: backend/bin")
                        .messages(RULE))
                .containsExactly("runtime.entry refers to a folder, but the host needs a file: backend/bin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"node", "python3", "python main.py"})
    void a_command_is_not_an_entry(String command) {
        PluginProject project =
                project().file("main.py", "").manifest("entry: backend/bin/plugin", "entry: " + command);
        assertThat(project.check().findings())
                .filteredOn(finding -> finding.rule().equals(RULE))
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy()).contains("not a command", "#!"));
    }

    @ParameterizedTest
    @CsvSource({
        "backend/bin/**, artifacts.ignore has \"backend/bin/**\"",
        "plugin, artifacts.ignore has \"plugin\"",
        "backend, artifacts.ignore has \"backend\""
    })
    void an_entry_that_an_ignore_rule_excludes_is_an_error_with_that_rule(String pattern, String reason) {
        PluginProject project = project().ignore(pattern);
        assertThat(project.places(RULE)).containsExactly("error plugin.yaml:7:10");
        assertThat(project.messages(RULE))
                .containsExactly(
                        "runtime.entry refers to a file that is not packed: backend/bin/plugin (" + reason + ")");
    }

    @Test
    void an_entry_that_a_default_rule_excludes_is_an_error_with_that_rule() {
        PluginProject project = project()
                .manifest("entry: backend/bin/plugin", "entry: backend/node_modules/app/start.sh")
                .executable("backend/node_modules/app/start.sh", "#!/bin/sh\n");
        assertThat(project.messages(RULE)).singleElement().asString().contains("is not packed", "modules");
    }

    @Test
    void a_path_with_dots_and_double_slashes_is_the_same_path() {
        assertThat(project()
                        .manifest("entry: backend/bin/plugin", "entry: ./backend//etc/../bin/plugin")
                        .places(RULE))
                .isEmpty();
    }

    @Test
    void the_files_of_the_admin_process_are_needed() {
        PluginProject project = project().manifestWith(ADMIN_PROCESS);
        assertThat(project.places(RULE)).containsExactly("error plugin.yaml:23:14");
        assertThat(project.file("web-admin/.output/server/index.mjs", "export {}")
                        .places(RULE))
                .isEmpty();
        assertThat(project.file("config/admin.json", "{}").ignore("admin.json").messages(RULE))
                .singleElement()
                .asString()
                .contains("frontend.admin.process.args.1", "artifacts.ignore has \"admin.json\"");
    }

    @Test
    void a_file_outside_the_layout_that_the_manifest_refers_to_is_packed() {
        assertThat(project()
                        .manifest("entry: backend/bin/plugin", "entry: server/start.sh")
                        .executable("server/start.sh", "#!/bin/sh\nexit 0\n")
                        .places(RULE))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-v", "serve", "/etc/hosts", "http://127.0.0.1/x", "--listen=:8090", "${DIR}/x.yaml"})
    void arguments_that_are_not_paths_in_the_plugin_are_not_needed(String argument) {
        assertThat(project()
                        .manifest("  env:", "  args: [\"" + argument + "\"]\n  env:")
                        .places(RULE))
                .isEmpty();
    }

    @Test
    void folders_of_a_front_end_that_the_host_serves_are_errors_and_otherwise_warnings() {
        String admin = """
                frontend:
                  admin:
                    kind: static
                    static_dir: web-admin/.output/public
                    i18n: { dir: web-admin/i18n }
                """;
        assertThat(project().manifestWith(admin).places(RULE))
                .containsExactly("error plugin.yaml:21:17", "error plugin.yaml:22:18");
        assertThat(project().manifestWith(admin.replace("static\n", "proxy\n")).places(RULE))
                .containsExactly("warning plugin.yaml:21:17", "warning plugin.yaml:22:18");
        PluginProject built = project()
                .manifestWith(admin)
                .file("web-admin/.output/public/index.html", "x")
                .file("web-admin/i18n/en/menus.json", "{}");
        assertThat(built.places(RULE)).isEmpty();
        assertThat(built.ignore("*.html").messages(RULE))
                .containsExactly(
                        "frontend.admin.static_dir refers to a folder that is not packed: web-admin/.output/public"
                                + " (artifacts.ignore has \"*.html\")");
    }

    @Test
    void a_folder_without_files_is_not_packed() throws Exception {
        Files.createDirectories(folder.resolve("web-admin/dist"));
        assertThat(project()
                        .manifestWith("frontend: { admin: { kind: static, static_dir: web-admin/dist } }\n")
                        .messages(RULE))
                .singleElement()
                .asString()
                .contains("is not packed", "no file to pack");
    }

    @Test
    void programs_and_folders_of_migrations_are_needed() {
        PluginProject project = project().manifestWith("""
                        migrations:
                          entry: backend/bin/migrate
                          rollback_entry: backend/bin/undo
                          dir: migrations
                          workdir: ./backend
                          args: ["migrations/seed.sql"]
                        """);
        assertThat(project.places(RULE))
                .containsExactly("error plugin.yaml:19:10", "error plugin.yaml:20:19", "error plugin.yaml:21:8");
        assertThat(project.executable("backend/bin/migrate", "#!/bin/sh\n")
                        .executable("backend/bin/undo", "#!/bin/sh\n")
                        .file("migrations/1.sql", "select 1;")
                        .places(RULE))
                .isEmpty();
        assertThat(project.file("migrations/seed.sql", "x").ignore("seed.sql").places(RULE))
                .containsExactly("error plugin.yaml:23:10");
    }

    @Test
    void a_catalog_that_exists_but_is_not_packed_is_an_error() {
        PluginProject project = project()
                .manifestWith("catalogs:\n  events: plugin.d/events.yaml\n")
                .file("plugin.d/events.yaml", "events:\n  topics: [{ key: a }]\n");
        assertThat(project.places(RULE)).isEmpty();
        assertThat(project.ignore("plugin.d").places(RULE)).containsExactly("error plugin.yaml:19:11");
    }

    @Test
    void a_catalog_that_does_not_exist_is_reported_once() {
        PluginProject project = project().manifestWith("catalogs:\n  events: plugin.d/events.yaml\n");
        assertThat(project.places(RULE)).isEmpty();
        assertThat(project.places("PX-M007")).isNotEmpty();
    }

    @Test
    void descriptors_and_schemas_of_capabilities_are_needed() {
        PluginProject project = project()
                .manifestWith("catalogs:\n  capabilities: plugin.d/capabilities.yaml\n")
                .file("plugin.d/capabilities.yaml", """
                        capabilities:
                          provides:
                            - id: a
                              descriptor: contracts/capabilities/a.yaml
                              schemas:
                                input: schema/in.json
                                output: [contracts/schema/out.json]
                        """);
        assertThat(project.places(RULE))
                .containsExactly(
                        "error plugin.d/capabilities.yaml:4:19",
                        "error plugin.d/capabilities.yaml:6:16",
                        "error plugin.d/capabilities.yaml:7:18");
        assertThat(project.file("contracts/capabilities/a.yaml", "id: a\n")
                        .file("contracts/schema/in.json", "{}")
                        .file("contracts/schema/out.json", "{}")
                        .places(RULE))
                .isEmpty();
        assertThat(project.ignore("contracts/schema").places(RULE)).hasSize(2);
    }

    @Test
    void the_icon_is_expected_in_one_of_the_folders_that_are_served() {
        PluginProject project = project().manifestWith("metadata: { icon: icon.svg }\n");
        assertThat(project.places(RULE)).containsExactly("warning plugin.yaml:18:19");
        assertThat(project.file("web-admin/.output/public/icon.svg", "<svg/>").places(RULE))
                .isEmpty();
        assertThat(project.ignore("*.svg").places(RULE)).containsExactly("error plugin.yaml:18:19");
    }

    @ParameterizedTest
    @ValueSource(strings = {"i-heroicons-bolt", "https://example.com/icon.svg", "data:image/svg+xml,x", "bolt"})
    void an_icon_from_elsewhere_is_not_needed(String icon) {
        assertThat(project()
                        .manifestWith("metadata: { icon: \"" + icon + "\" }\n")
                        .places(RULE))
                .isEmpty();
    }

    @Test
    void a_path_with_backslashes_is_not_found_on_linux() {
        PluginProject project =
                PluginProject.in(folder).manifest("entry: backend/bin/plugin", "entry: backend\\bin\\plugin");

        assertThat(project.places("PX-M011")).containsExactly("error plugin.yaml:7:10");
        assertThat(project.messages("PX-M011").get(0)).contains("backslashes", "backend\\bin\\plugin");
    }
}
