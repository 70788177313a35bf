package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.finding.Finding;
import io.powerx.publish.precheck.PluginProject;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionRulesTest {
    @TempDir
    Path folder;

    private PluginProject project() {
        return PluginProject.in(folder);
    }

    @Test
    void a_valid_plugin_has_no_findings() {
        assertThat(project().check().findings()).isEmpty();
    }

    private static final String PAGE = """
              - type: page
                permission_code: note.page:read
                module: note
                resource: page
                action: read
                title_i18n: { en: Notes }
                description_i18n: { en: Opens the notes. }
                risk_level: low
                data_scope: tenant
                protocol_bindings:
                  - { channel: rest, method: GET, path: /notes, actor_context: admin_user, resource_scope: tenant }
            """;
    private static final String API = """
              - type: api
                permission_code: note.api:list
                business_permission_code: note.page:read
                module: note
                title_i18n: { en: Notes }
                description_i18n: { en: Lists the notes. }
                risk_level: low
                data_scope: tenant
                protocol_bindings:
                  - { channel: rest, method: GET, path: /notes, actor_context: admin_user, resource_scope: tenant }
            """;

    private PluginProject declared(String... entries) {
        return project().permissions("permissions:\n" + String.join("", entries));
    }

    @Test
    void the_original_manifest_of_the_note_plugin_has_no_permission_error() throws Exception {
        PluginProject project = project();
        try (InputStream manifest = getClass().getResourceAsStream("/manifests/note-original.yaml")) {
            project.bytes("plugin.yaml", manifest.readAllBytes());
        }
        assertThat(project.check().findings())
                .filteredOn(finding -> finding.rule().startsWith("PX-P"))
                .extracting(Finding::rule)
                .containsExactly("PX-P010");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- note.read",
                "- {}",
                "- resource: x",
                "- resource: x\n    actions: read",
                "- resource: ''\n    actions: [a]",
                "- permission_code: ''",
                "- resource: x\n    actions: ['']",
                "- 7"
            })
    void an_entry_that_the_host_cannot_read_is_an_error(String entry) {
        assertThat(declared("  " + entry + "\n").places("PX-P001")).containsExactly("error plugin.yaml:16:5");
    }

    @Test
    void permissions_that_are_not_a_list_are_an_error() {
        assertThat(project().permissions("permissions: { a: b }\n").places("PX-P001"))
                .containsExactly("error plugin.yaml:15:1");
        assertThat(project().permissions("").places("PX-P001")).isEmpty();
    }

    @Test
    void a_permission_declared_twice_is_an_error_with_the_location_of_the_first() {
        PluginProject project =
                declared("  - resource: n\n    actions: [a, b]\n", "  - resource: n\n    actions: [b]\n");
        assertThat(project.places("PX-P002")).containsExactly("error plugin.yaml:18:5");
        assertThat(project.messages("PX-P002").get(0)).contains("n:b", "plugin.yaml:16:5");
        assertThat(declared(PAGE, PAGE).places("PX-P002")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Note.page:read",
                "note:read",
                "note.page",
                "note.page:read-all",
                "note.page:read:all",
                "1note.page:read"
            })
    void a_malformed_code_is_an_error(String code) {
        assertThat(declared(PAGE.replace("note.page:read", code)).places("PX-P003"))
                .containsExactly("error plugin.yaml:17:22");
    }

    @Test
    void a_code_matches_its_parts_if_all_of_them_are_declared() {
        assertThat(declared(PAGE.replace("action: read", "action: open")).places("PX-P003"))
                .containsExactly("error plugin.yaml:17:22");
        assertThat(declared(PAGE.replace("    resource: page\n", "")).places("PX-P003"))
                .isEmpty();
    }

    @Test
    void fields_that_administrators_see_are_required() {
        PluginProject project = declared(
                "  - permission_code: note.page:read\n    default_role_grants: admin\n    source: me\n    risk_level: huge\n");
        assertThat(project.messages("PX-P004"))
                .containsExactlyInAnyOrder(
                        "The permission note.page:read has no type",
                        "The permission note.page:read has the risk_level \"huge\", which PowerX does not know",
                        "The permission note.page:read has no data_scope",
                        "The permission note.page:read has no module",
                        "The permission note.page:read has no title_i18n",
                        "The permission note.page:read has no description_i18n",
                        "The permission note.page:read has default_role_grants that is not a list of role codes",
                        "The permission note.page:read declares a source, which only PowerX may set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "method: GET             | method: POST             | error",
                "channel: rest           | channel: grpc            | error",
                "path: /notes            | path: notes              | error",
                "path: /notes            | path: /api/v1/notes      | error",
                "path: /notes            | path: /_p/x              | error",
                "path: /notes            | path: /plugin/skills/x   | error",
                "actor_context: admin_user | actor_context: nobody  | error",
                "'resource_scope: tenant' | 'resource_scope: world' | error",
                "path: /notes            | 'path: \"/notes/{id}\"'  | warning",
                "path: /notes            | 'path: \"/notes/:id\"'   | warning"
            })
    void a_binding_that_the_gateway_cannot_match_is_reported(String good, String bad, String severity) {
        assertThat(declared(PAGE.replace(good, bad)).places("PX-P005"))
                .singleElement()
                .satisfies(place -> assertThat(place).startsWith(severity + " plugin.yaml:26:"));
    }

    @Test
    void a_page_requires_a_binding_whose_path_may_start_like_a_path_of_the_host() {
        String without = PAGE.substring(0, PAGE.indexOf("    protocol_bindings"));
        assertThat(declared(without).places("PX-P005")).containsExactly("error plugin.yaml:16:5");
        assertThat(declared(PAGE.replace("path: /notes", "path: /apiary/*")).places("PX-P005"))
                .isEmpty();
    }

    @Test
    void an_api_resolves_to_one_permission() {
        assertThat(declared(PAGE, API).places("PX-P006")).isEmpty();
        assertThat(declared(PAGE, API.replace("    business_permission_code: note.page:read\n", ""))
                        .places("PX-P006"))
                .containsExactly("error plugin.yaml:27:5");
        assertThat(declared(API.replace("business_permission_code: note.page:read", "independent: true"))
                        .places("PX-P006"))
                .isEmpty();
        assertThat(declared(PAGE, API.replace("    module", "    independent: true\n    module"))
                        .places("PX-P006"))
                .containsExactly("error plugin.yaml:30:18");
        assertThat(declared(API).places("PX-P006")).containsExactly("error plugin.yaml:18:31");
    }

    @Test
    void menu_permissions_match_menus_and_pages() {
        String menu = """
                  - type: menu
                    permission_code: note.menu:view
                    module: note
                    menu_path: [note]
                    page_permission_codes: ["note.page:read"]
                    title_i18n: { en: Notes }
                    description_i18n: { en: The menu. }
                    risk_level: low
                    data_scope: tenant
                """;
        String menus =
                "frontend: { admin: { menus: [ { id: note, path: /notes, required_policies: [\"note.menu:view\"] } ] } }\n";
        assertThat(declared(PAGE, menu, menus).places("PX-P007")).isEmpty();
        assertThat(declared(PAGE, menu).messages("PX-P007"))
                .singleElement()
                .asString()
                .contains("not required by any menu");
        assertThat(declared(menu, menus).messages("PX-P007"))
                .singleElement()
                .asString()
                .contains("not declared as a page");
        assertThat(declared(PAGE, menu.replace("[note]", "[notes]"), menus).messages("PX-P007"))
                .singleElement()
                .asString()
                .contains("menu_path notes", "has the path note");
        assertThat(declared(PAGE, menus).places("PX-P007")).isEmpty();
    }

    @Test
    void a_code_that_repeats_the_plugin_id_is_a_warning() {
        assertThat(declared(PAGE.replace("note.page:read", "com_example_plugins_note.page:read")
                                .replace("module: note", "module: com_example_plugins_note"))
                        .places("PX-P008"))
                .containsExactly("warning plugin.yaml:17:22");
    }

    @Test
    void a_module_or_a_resource_that_repeats_the_plugin_id_is_a_warning() {
        assertThat(declared(PAGE.replace("module: note", "module: com.example.plugins.note"))
                        .places("PX-P008"))
                .containsExactly("warning plugin.yaml:18:13");
        String rbac = "rbac: { resources: [{ resource: \"com_example_plugins_note:x\", actions: [read] }] }\n";
        assertThat(declared(PAGE, rbac).places("PX-P008")).containsExactly("warning plugin.yaml:27:33");
        assertThat(declared("  - resource: a\n    actions: [b]\n", rbac).places("PX-P008"))
                .isEmpty();
    }

    @Test
    void published_topics_are_granted_by_the_event_fabric() {
        PluginProject project = project()
                .manifestWith("catalogs: { events: plugin.d/events.yaml }\n")
                .file(
                        "plugin.d/events.yaml",
                        "events:\n  topics:\n    - key: note.created\n      actions: [publish]\n    - key: note.seen\n      actions: [subscribe]\n");
        assertThat(project.places("PX-P009")).containsExactly("error plugin.d/events.yaml:3:12");
        String fabric =
                "version: v1\ntopics:\n  - key: note.created\n    acl: [{ principal_type: plugin, principal_id: \"%s\", actions: [publish] }]\n";
        assertThat(project.file("config/event_fabric.yaml", fabric.formatted("plugin:com.example.plugins.note"))
                        .places("PX-P009"))
                .isEmpty();
        assertThat(project.file("config/event_fabric.yaml", fabric.formatted("{{plugin_id}}"))
                        .places("PX-P009"))
                .isEmpty();
        assertThat(project.file("config/event_fabric.yaml", fabric.formatted("plugin:other"))
                        .places("PX-P009"))
                .hasSize(1);
        assertThat(project.file("config/event_fabric.yaml", "topics: [").places("PX-P009"))
                .containsExactly("error config/event_fabric.yaml:1:10");
        assertThat(project.manifest("id: com.example.plugins.note\n", "catalogs: { events: plugin.d/events.yaml }\n")
                        .places("PX-P009"))
                .isEmpty();
    }
}
