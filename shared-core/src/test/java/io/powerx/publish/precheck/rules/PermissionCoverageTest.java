package io.powerx.publish.precheck.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.precheck.PluginProject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PX-P010 to PX-P016: what the gateway of core and the host's menus make of the permissions. */
class PermissionCoverageTest {
    private static final String PAGE = entry("page", "note.page:read", "page", "read", "GET /notes");
    private static final String ACTION = entry("action", "note.notes:create", "notes", "create");
    private static final String MENU = """
              - type: menu
                permission_code: note.menu:view
                module: note
                menu_path: [note]
                page_permission_codes: ["note.page:read"]
                title_i18n: { en: Notes }
                description_i18n: { en: Shows the menu. }
                risk_level: low
                data_scope: tenant
            """;
    private static final String MENUS = """
            frontend:
              admin:
                kind: proxy
                menus:
                  - id: note
                    path: /notes
                    required_policies: ["note.menu:view"]
            """;

    @TempDir
    Path folder;

    private PluginProject declared(String... entries) {
        return PluginProject.in(folder).permissions("permissions:\n" + String.join("", entries));
    }

    private static String entry(String type, String code, String resource, String action, String... routes) {
        StringBuilder yaml = new StringBuilder("""
                  - type: %s
                    permission_code: %s
                    module: note
                    resource: %s
                    action: %s
                    title_i18n: { en: Notes }
                    description_i18n: { en: Something with notes. }
                    risk_level: low
                    data_scope: tenant
                """.formatted(type, code, resource, action));
        yaml.append(routes.length == 0 ? "" : "    protocol_bindings:\n");
        for (String route : routes) {
            String[] parts = route.split(" ");
            yaml.append(
                    "      - { channel: rest, method: %s, path: \"%s\", actor_context: admin_user, resource_scope: tenant }\n"
                            .formatted(parts[0], parts[1]));
        }
        return yaml.toString();
    }

    private static String api(String name, String business, String... routes) {
        return entry("api", "note.api:" + name, "api", name, routes)
                .replace("    module: note\n", "    module: note\n    business_permission_code: " + business + "\n");
    }

    @Test
    void a_plugin_that_declares_everything_has_no_findings() {
        assertThat(declared(PAGE, ACTION, MENU, api("create", "note.notes:create", "POST /notes"), MENUS, """
                        rbac: { resources: [{ resource: note.notes, actions: [create] }] }
                        routes:
                          permissions:
                            - { method: POST, path: /notes, permission: { resource: note.notes, action: create } }
                        """)
                        .check()
                        .findings())
                .isEmpty();
    }

    @Test
    void permissions_in_the_older_form_are_one_warning_that_explains_what_core_does() {
        PluginProject project = declared(
                PAGE, "  - resource: a\n    actions: [read]\n", "  - { resource: b, actions: [read, create] }\n");
        assertThat(project.places("PX-P010")).containsExactly("warning plugin.yaml:27:5");
        assertThat(project.messages("PX-P010"))
                .singleElement()
                .asString()
                .contains("2 of 3 permissions", "core does not register them", "403");
        assertThat(declared(PAGE).places("PX-P010")).isEmpty();
        assertThat(declared("  - note.read\n").places("PX-P010")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/notes, false",
        "/notes/, false",
        "/notes/7, false",
        "/notes/7/edit, true",
        "/elsewhere, true",
        "/note, true",
        "/healthz, false",
        "/assets/a.png, false",
        "https://example.com/x, false",
        "'', false"
    })
    void a_menu_whose_page_is_not_declared_is_an_error(String path, boolean reported) {
        PluginProject project = declared(
                entry("page", "note.page:read", "page", "read", "GET /notes", "GET /notes/*"),
                MENU,
                MENUS.replace("path: /notes", "path: \"" + path + "\""));
        assertThat(project.places("PX-P011")).isEqualTo(reported ? List.of("error plugin.yaml:42:15") : List.of());
    }

    @Test
    void a_menu_without_a_page_is_a_warning_while_the_plugin_also_has_permissions_in_the_older_form() {
        PluginProject project = declared(
                PAGE,
                "  - resource: a\n    actions: [read]\n",
                "frontend: { admin: { kind: proxy, menus: [{ id: a, children: [{ id: b, path: /b }] }] } }\n");
        assertThat(project.places("PX-P011")).containsExactly("warning plugin.yaml:29:78");
        assertThat(project.messages("PX-P011")).singleElement().asString().contains("The menu a/b opens /b");
    }

    @Test
    void one_route_that_requires_two_permissions_is_an_error() {
        String first = api("create", "note.notes:create", "POST /notes");
        assertThat(declared(ACTION, PAGE, first, api("add", "note.page:read", "POST /notes/"))
                        .places("PX-P012"))
                .containsExactly("error plugin.yaml:59:9");
        assertThat(declared(ACTION, PAGE, first, api("add", "note.notes:create", "POST /notes"))
                        .places("PX-P012"))
                .isEmpty();
        assertThat(declared(ACTION, PAGE, first, api("list", "note.page:read", "GET /notes"))
                        .places("PX-P012"))
                .isEmpty();
    }

    @Test
    void a_policy_that_is_not_declared_is_an_error_with_the_code_that_was_probably_meant() {
        PluginProject project = declared(PAGE, MENU, MENUS.replace("note.menu:view\"", "note.menu:veiw\""));
        assertThat(project.places("PX-P013")).containsExactly("error plugin.yaml:42:29");
        assertThat(project.check().findings())
                .filteredOn(finding -> finding.rule().equals("PX-P013"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.remedy()).contains("Did you mean note.menu:view?"));
        assertThat(declared(PAGE, MENU, MENUS).places("PX-P013")).isEmpty();
    }

    @Test
    void a_policy_that_is_not_a_menu_permission_is_a_warning() {
        assertThat(declared(PAGE, MENUS.replace("note.menu:view", "note.page:read"))
                        .places("PX-P013"))
                .containsExactly("warning plugin.yaml:33:29");
    }

    @ParameterizedTest
    @CsvSource({
        "note:read, false",
        "com.example.plugins.note:note:read, false",
        "com.example.plugins.note.note:read, false",
        "note:delete, true",
        "admin:root, true"
    })
    void in_the_older_form_a_policy_is_a_resource_and_an_action(String policy, boolean reported) {
        PluginProject project = declared(
                "  - { resource: com.example.plugins.note:note, actions: [read] }\n",
                MENUS.replace("note.menu:view", policy));
        assertThat(project.places("PX-P013")).isEqualTo(reported ? List.of("warning plugin.yaml:23:29") : List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ method: POST, path: /notes, permission: { resource: note.notes, action: create } }   | none",
                "{ method: post, path: /notes/, resource: note.notes, action: create }                  | none",
                "{ method: POST, path: /notes/7/tags, resource: note.notes, action: create }            | none",
                "{ method: POST, path: /notes }                                                         | none",
                "{ method: POST, path: /notes, permission: { resource: note.notes, action: delete } }   | but note.notes:create",
                "{ method: POST, path: /notes, resource: note.page, action: read }                      | but note.notes:create",
                "{ method: POST, path: /nowhere, permission: { resource: note.notes, action: create } } | bound by no API permission",
                "{ method: DELETE, path: /notes }                                                       | bound by no API permission",
                "{ method: FETCH, path: /notes }                                                        | the method FETCH",
                "{ path: /notes }                                                                       | no method",
                "{ method: POST, path: notes }                                                          | no absolute path"
            })
    void a_route_that_no_api_permission_binds_with_the_same_permission_is_a_warning(String route, String message) {
        PluginProject project = declared(
                ACTION,
                api("create", "note.notes:create", "POST /notes", "POST /notes/*/tags"),
                "routes:\n  permissions:\n    - " + route + "\n");
        if (message.equals("none")) {
            assertThat(project.places("PX-P014")).isEmpty();
            assertThat(project.check().notRun()).doesNotContainKey("PX-P014");
        } else {
            assertThat(project.messages("PX-P014")).singleElement().asString().contains(message);
            assertThat(project.places("PX-P014")).singleElement().asString().startsWith("warning plugin.yaml:40:");
        }
    }

    @Test
    void routes_of_a_plugin_in_the_older_form_need_no_binding() {
        assertThat(declared(
                                "  - { resource: note, actions: [read] }\n",
                                "routes: { permissions: [{ method: GET, path: /a, permission: { resource: note, action: read } }] }\n")
                        .places("PX-P014"))
                .isEmpty();
    }

    @Test
    void resources_that_nothing_declares_are_warnings() {
        PluginProject project = declared("  - { resource: note, actions: [read] }\n", """
                        rbac: { resources: [{ resource: com.example.plugins.note.tag, actions: [read] }] }
                        routes:
                          permissions:
                            - { method: GET, path: /a, permission: { resource: note, action: read } }
                            - { method: GET, path: /b, permission: { resource: note, action: delete } }
                            - { method: GET, path: /c, permission: { resource: other, action: read } }
                        tools:
                          - { id: a, rbac_resource: "com.example.plugins.note:tag" }
                          - { id: b, rbac_resource: nothing }
                        exposure:
                          channels:
                            - { type: rest, rbac: "tag:read" }
                            - { type: rest, rbac: "tag:write" }
                        """)
                .file("contracts/capabilities/a.yaml", "id: a\nrbac:\n  resource: tag\n  actions: [read]\n")
                .file("contracts/capabilities/b.yaml", "id: b\nrbac: { resource: unknown }\n");
        assertThat(project.places("PX-P015"))
                .containsExactlyInAnyOrder(
                        "warning plugin.yaml:21:32",
                        "warning plugin.yaml:22:32",
                        "warning plugin.yaml:25:29",
                        "warning plugin.yaml:29:27",
                        "warning contracts/capabilities/b.yaml:2:19");
    }

    @Test
    void an_undeclared_resource_that_is_used_often_is_one_finding() {
        PluginProject project = declared("  - { resource: note, actions: [read] }\n");
        for (String name : List.of("a", "b", "c")) {
            project.file("contracts/capabilities/" + name + ".yaml", "id: " + name + "\nrbac: { resource: unknown }\n");
        }
        assertThat(project.places("PX-P015")).containsExactly("warning contracts/capabilities/a.yaml:2:19");
        assertThat(project.messages("PX-P015")).singleElement().asString().endsWith("used in 2 more places");
    }

    @Test
    void a_plugin_that_declares_no_resources_is_not_checked_for_them() {
        PluginProject project = PluginProject.in(folder).permissions("tools:\n  - { id: a, rbac_resource: note }\n");
        assertThat(project.check().notRun()).containsKey("PX-P015");
    }

    @ParameterizedTest
    @CsvSource({
        "note.api:create, true",
        "POST /notes, true",
        "/notes, true",
        "Creates a note, false",
        "POST /notes creates a note, false"
    })
    void a_text_that_repeats_the_code_or_the_route_is_a_warning(String text, boolean reported) {
        String api =
                api("create", "note.notes:create", "POST /notes").replace("{ en: Notes }", "{ en: \"" + text + "\" }");
        assertThat(declared(ACTION, api).places("PX-P016"))
                .isEqualTo(reported ? List.of("warning plugin.yaml:31:23") : List.of());
    }

    @Test
    void permissions_in_a_catalog_that_cannot_be_read_are_not_said_to_be_undeclared() {
        PluginProject project = PluginProject.in(folder)
                .permissions("catalogs: { rbac: plugin.d/rbac.yaml }\n" + MENUS)
                .file("plugin.d/rbac.yaml", "permissions: [\n");

        assertThat(project.places("PX-M007")).hasSize(1);
        assertThat(project.places("PX-P013")).isEmpty();
        assertThat(PluginProject.in(folder).permissions(MENUS).places("PX-P013"))
                .as("without any permissions")
                .hasSize(1);
    }

    @Test
    void menus_that_are_not_a_list_are_reported_once() {
        PluginProject project = declared(MENU).manifestWith("");
        project.file(
                "plugin.yaml",
                PluginProject.MANIFEST.substring(0, PluginProject.MANIFEST.indexOf("permissions:"))
                        + "permissions:\n" + MENU
                        + "frontend: { admin: { kind: proxy, menus: { a: { id: note } } } }\n");

        assertThat(project.places("PX-M012")).hasSize(1);
        assertThat(project.messages("PX-P007")).noneMatch(message -> message.contains("not required by any menu"));
    }
}
