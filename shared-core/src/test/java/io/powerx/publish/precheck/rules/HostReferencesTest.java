package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.PluginProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PX-M004, PX-M015 to PX-M021, PX-M023 and PX-M024: what the host makes of menus, processes, agents and texts. */
class HostReferencesTest {
    private static final String I18N = """
            frontend:
              admin:
                kind: proxy
                i18n:
                  dir: web-admin/i18n
                  format: i18next
                  default_namespace: menus
                  namespaces: [menus]
                  locales: [zh-CN, en]
            """;

    @TempDir
    Path folder;

    private PluginProject project() {
        return PluginProject.in(folder);
    }

    private PluginProject admin(String fields) {
        return project().manifestWith("frontend: { admin: { " + fields + " } }\n");
    }

    @Test
    void an_admin_front_end_that_the_host_does_not_serve_is_reported() {
        assertThat(admin("kind: nuxt").places("PX-M004")).containsExactly("error plugin.yaml:18:28");
        assertThat(admin("kind: process").places("PX-M004")).containsExactly("error plugin.yaml:18:13");
        assertThat(admin("kind: process, process: { args: [a] }").places("PX-M004"))
                .containsExactly("error plugin.yaml:18:37");
        assertThat(admin("static_dir: web").places("PX-M004")).containsExactly("warning plugin.yaml:18:13");
        assertThat(admin("kind: process, process: { entry: node }").places("PX-M004"))
                .isEmpty();
        assertThat(admin("kind: proxy").places("PX-M004")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "group.plugins, ''",
        "group.plugins.crm, ''",
        "core.settings, ''",
        "group.custom, ''",
        "group.plugin, Did you mean group.plugins?",
        "sidebar, Use one of core.agent"
    })
    void a_menu_in_a_slot_that_the_host_does_not_have_is_a_warning(String slot, String remedy) {
        PluginProject project = admin("kind: proxy, menus: [{ id: a, children: [{ id: b, slot: " + slot + " }] }]");
        assertThat(project.places("PX-M015"))
                .isEqualTo(remedy.isEmpty() ? List.of() : List.of("warning plugin.yaml:18:78"));
        assertThat(project.check().findings())
                .filteredOn(finding -> finding.rule().equals("PX-M015"))
                .allSatisfy(finding -> assertThat(finding.remedy()).startsWith(remedy));
    }

    @ParameterizedTest
    @CsvSource({
        "remote, https://notes.example.com, ''",
        "remote, ${NOTES_URL}, ''",
        "remote, '', error plugin.yaml:6:3",
        "remote, notes.example.com, error plugin.yaml:6:20",
        "remote, ftp://notes.example.com, error plugin.yaml:6:20",
        "process, https://notes.example.com, warning plugin.yaml:6:20"
    })
    void a_remote_plugin_has_the_url_of_its_back_end(String kind, String url, String place) {
        PluginProject project =
                project().manifest("  kind: process\n", "  remote_base_url: \"" + url + "\"\n  kind: " + kind + "\n");
        List<String> places = project.places("PX-M016");
        assertThat(places).hasSize(place.isEmpty() ? 0 : 1);
        assertThat(places).allSatisfy(found -> assertThat(found).startsWith(place.substring(0, place.indexOf(':'))));
        assertThat(project.check().notRun()).doesNotContainKey("PX-M016");
    }

    @Test
    void a_remote_plugin_without_the_field_is_an_error() {
        assertThat(project().manifest("kind: process", "kind: remote").places("PX-M016"))
                .containsExactly("error plugin.yaml:5:1");
        assertThat(project().check().notRun()).containsKey("PX-M016");
    }

    @Test
    void another_back_end_entry_than_the_one_that_the_host_starts_is_a_warning() {
        assertThat(project()
                        .manifest("  port: 0", "  entry: backend/bin/other\n  port: 0")
                        .places("PX-M017"))
                .containsExactly("warning plugin.yaml:12:10");
        assertThat(project()
                        .manifest("  port: 0", "  entry: ./backend/bin/plugin\n  port: 0")
                        .places("PX-M017"))
                .isEmpty();
        assertThat(project().check().notRun()).containsKey("PX-M017");
    }

    @Test
    void a_grpc_api_has_proto_files() {
        PluginProject enabled = project().manifest("  http_base_path", "  grpc: { enabled: true }\n  http_base_path");
        assertThat(enabled.places("PX-M018")).containsExactly("warning plugin.yaml:14:20");
        assertThat(enabled.file("contracts/proto/note.proto", "syntax = \"proto3\";\n")
                        .places("PX-M018"))
                .isEmpty();
        PluginProject declared = PluginProject.in(folder.resolve("declared"))
                .manifest("  http_base_path", "  grpc: { enabled: true, proto_dir: contracts/api }\n  http_base_path")
                .file("contracts/api/README.md", "x");
        assertThat(declared.places("PX-M018")).containsExactly("warning plugin.yaml:14:37");
        assertThat(declared.file("contracts/api/v1/note.proto", "x").places("PX-M018"))
                .isEmpty();
        assertThat(declared.ignore("*.proto").places("PX-M018")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/healthz, ''",
        "/api/v1/healthz?full=1, ''",
        "${HEALTH:-/healthz}, ''",
        "healthz, warning",
        "http://127.0.0.1:8080/healthz, error",
        "GET /healthz, error"
    })
    void a_health_check_has_a_path(String path, String severity) {
        assertThat(project()
                        .manifest("  kind: process", "  health: { http: \"" + path + "\" }\n  kind: process")
                        .places("PX-M019"))
                .isEqualTo(severity.isEmpty() ? List.of() : List.of(severity + " plugin.yaml:6:19"));
        assertThat(project()
                        .manifest("  port: 0", "  health: \"" + path + "\"\n  port: 0")
                        .places("PX-M019"))
                .isEqualTo(severity.isEmpty() ? List.of() : List.of(severity + " plugin.yaml:12:11"));
        assertThat(admin("process: { health: { http: \"" + path + "\" } }").places("PX-M019"))
                .isEqualTo(severity.isEmpty() ? List.of() : List.of("warning plugin.yaml:18:49"));
    }

    @Test
    void agents_refer_to_declared_tools_of_this_plugin() {
        String agents = """
                agents:
                  - id: assistant
                    plugin_id: com.example.plugins.note
                    default_tools: [note.create, note.craete, note.list]
                tools:
                  - { id: note.create, plugin_id: com.example.plugins.other }
                  - { id: note.create }
                agent_tools:
                  - { id: note.list }
                """;
        PluginProject project = project().manifestWith(agents);
        assertThat(project.places("PX-M020"))
                .containsExactly("warning plugin.yaml:21:34", "warning plugin.yaml:23:35", "warning plugin.yaml:24:11");
        assertThat(project.check().findings())
                .filteredOn(finding -> finding.message().contains("note.craete"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy()).contains("Did you mean note.create?"));
        assertThat(project().check().notRun()).containsKey("PX-M020");
    }

    @Test
    void every_language_and_namespace_has_its_file_in_the_package() {
        PluginProject project = project()
                .manifestWith(I18N)
                .file("web-admin/i18n/en/menus.json", "{}")
                .file("web-admin/i18n/zh-CN/menus.json", "{}");
        assertThat(project.places("PX-M021")).isEmpty();
        assertThat(project.ignore("web-admin/i18n/zh-CN/**").places("PX-M021"))
                .containsExactly("warning plugin.yaml:26:17");
        PluginProject renamed = PluginProject.in(folder.resolve("renamed"))
                .manifestWith(I18N)
                .file("web-admin/i18n/en/menu.json", "{}")
                .file("web-admin/i18n/zh-CN.json", "{}");
        assertThat(renamed.places("PX-M021")).containsExactly("warning plugin.yaml:25:20");
    }

    @Test
    void texts_that_are_not_json_are_reported_at_their_line() {
        PluginProject project = project()
                .manifestWith(I18N)
                .file("web-admin/i18n/en/menus.json", "{\n  \"a\": ,\n}")
                .file("web-admin/i18n/zh-CN/menus.json", "{}");
        assertThat(project.places("PX-M021"))
                .singleElement()
                .asString()
                .startsWith("warning web-admin/i18n/en/menus.json:2:");
    }

    @Test
    void the_title_of_a_menu_is_among_the_texts_of_every_language() {
        String menus = """
                    menus:
                      - id: note
                        title_i18n: { namespace: menus, key: menu.note.title }
                        children:
                          - { id: all, title_i18n: { key: menu.all } }
                """;
        PluginProject project = project()
                .manifestWith(I18N + menus)
                .file("web-admin/i18n/en/menus.json", "{\"menu\": {\"note.title\": \"Notes\", \"al\": \"All\"}}")
                .file("web-admin/i18n/zh-CN/menus.json", "{\"menu.note.title\": \"a\", \"menu\": {\"all\": \"b\"}}");
        assertThat(project.places("PX-M024")).containsExactly("warning plugin.yaml:31:43");
        assertThat(project.messages("PX-M024"))
                .containsExactly(
                        "The menu note/all has a title that web-admin/i18n/en/menus.json does not contain: menu.all");
        assertThat(project.file("web-admin/i18n/en/menus.json", "{").places("PX-M024"))
                .isEmpty();
        assertThat(project().check().notRun()).containsKey("PX-M024");
    }

    @Test
    void a_tool_with_an_unknown_method_or_type_is_a_warning() {
        String tools = """
                tools:
                  - id: note.create
                    method: PSOT
                    input_schema: { type: object, properties: { count: { type: intger } } }
                  - { id: note.list, method: get, output_schema: { type: array, items: { type: [string, "null"] } } }
                """;
        PluginProject project = project().manifestWith(tools);
        assertThat(project.places("PX-M023")).containsExactly("warning plugin.yaml:20:13", "warning plugin.yaml:21:64");
        assertThat(project.messages("PX-M023"))
                .containsExactly(
                        "The tool note.create has the method PSOT",
                        "The input_schema of the tool note.create has the type \"intger\", which JSON Schema does not know");
        assertThat(project().check().notRun()).containsKey("PX-M023");
    }

    @Test
    void the_default_namespace_is_one_of_the_namespaces() {
        PluginProject project = project()
                .manifestWith(I18N.replace("default_namespace: menus", "default_namespace: pages"))
                .file("web-admin/i18n/en/menus.json", "{}")
                .file("web-admin/i18n/zh-CN/menus.json", "{}");
        assertThat(project.places("PX-M021")).containsExactly("warning plugin.yaml:24:26");
    }

    @Test
    void a_folder_of_texts_that_does_not_exist_is_reported_once() {
        PluginProject project = project().manifestWith(I18N);
        assertThat(project.places("PX-M021")).isEmpty();
        assertThat(project.places("PX-M011")).containsExactly("warning plugin.yaml:22:12");
    }
}
