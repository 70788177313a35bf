package io.powerx.publish.precheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.powerx.publish.finding.Finding;
import io.powerx.publish.finding.Severity;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shapes that the scaffold and the skeleton of PowerXPlugin generate, once they are built, contain no error. */
class ScaffoldTest {
    private static final String CATALOGS = """

            catalogs:
              capabilities: ./plugin.d/capabilities.yaml
              exposure: ./plugin.d/exposure.yaml
              agent_tools: ./plugin.d/agent_tools.yaml
              events: ./plugin.d/events.yaml
              rbac: ./plugin.d/rbac.yaml
            frontend:
              admin:
                kind: process
                process:
                  entry: node
                  args: ["./web-admin/.output/server/index.mjs"]
                  env: { NODE_ENV: production, NITRO_HOST: 127.0.0.1, POWERX_PROXY: "1" }
                  health: { http: /healthz, interval: 5s, timeout: 2s }
                static_dir: web-admin/.output/public
                i18n: { dir: web-admin/i18n, format: i18next, default_namespace: menus, namespaces: [menus], locales: [zh-CN, en] }
                menus:
                  - id: plugins.com.example.plugins.note
                    title: Note
                    title_i18n: { namespace: menus, key: menu.note, default: Note Console }
                    icon: i-heroicons-clipboard-document-check
                    path: /intro
                    route: intro
                    order: 20
                    slot: group.plugins
                    required_policies: ["template:read"]
                    children:
                      - { id: plugins.note.intro, title: 介绍, path: /intro, route: intro, order: 1 }
            migrations: { driver: go, entry: backend/bin/migrate, args: ["setup"], workdir: ./backend, once: true, timeout: 60s }
            assets: { public_dir: ./web-admin/.output/public, webAdminPath: ./web-admin/.output }
            checksums: { package_sha256: "" }
            signature: { enabled: false }
            metadata: { author: Note Team, license: MIT, icon: icon.svg }
            """;
    private static final String SCAFFOLD = """
            security_baseline_version: "2025.10"
            data_usage:
              - { purpose: tenant_data_classification, type: pii_inventory, retention: 365d, requires_consent: true }
            agents:
              - id: note.assistant
                plugin_id: com.example.plugins.note
                name: Assistant
                description: "A built-in agent"
                default_tools: [note.template.create]
            tools:
              - id: note.template.create
                plugin_id: com.example.plugins.note
                name: Create
                description: Creates a template
                transport: http
                endpoint: ${POWERX_PLUGIN_HTTP_BASE:-/api/v1}/resources
                method: POST
                rbac_resource: note:template
            dependencies:
              requires: []
            """;

    @TempDir
    Path folder;

    private PluginProject built(String more) {
        String manifest = PluginProject.MANIFEST.substring(0, PluginProject.MANIFEST.indexOf("permissions:"));
        return PluginProject.in(folder)
                .file("plugin.yaml", manifest + CATALOGS.strip() + "\n" + more)
                .executable("backend/bin/migrate", "#!/bin/sh\nexit 0\n")
                .file("backend/etc/config.yaml", "server:\n  bind_addr: \":8078\"\n  api_prefix: \"/api/v1\"\n")
                .file("web-admin/.output/server/index.mjs", "console.log('note');\n")
                .file("web-admin/.output/public/index.html", "<html></html>\n")
                .file("web-admin/.output/public/icon.svg", "<svg/>\n")
                .file("web-admin/i18n/en/menus.json", "{}\n")
                .file("web-admin/i18n/zh-CN/menus.json", "{}\n")
                .file("contracts/capabilities/note.create.yaml", "id: note.create\nversion: 1.0.0\ntype: API\n")
                .file("contracts/schema/input/note.create.json", "{}\n")
                .file("contracts/schema/output/note.create.json", "{}\n")
                .file("plugin.d/capabilities.yaml", """
                        capabilities:
                          imports: [contracts/capabilities/note.create.yaml]
                          provides:
                            - id: note.create
                              version: 1.0.0
                              descriptor: contracts/capabilities/note.create.yaml
                              schemas:
                                input: contracts/schema/input/note.create.json
                                output: contracts/schema/output/note.create.json
                          required: [com.corex.eventfabric.publish]
                        """)
                .file(
                        "plugin.d/exposure.yaml",
                        "exposure:\n  channels:\n    - { type: rest, capability: note.create, method: POST, auth: jwt, rbac: \"template:create\","
                                + " entrypoint: \"${POWERX_PLUGIN_HTTP_BASE:-/api/v1}/templates/{id}\" }\n")
                .file(
                        "plugin.d/agent_tools.yaml",
                        "agent_tools:\n  - { id: note.create, capability: note.create, handler: \"a.go#Create\", description: a }\n")
                .file(
                        "plugin.d/events.yaml",
                        "events:\n  topics:\n    - { key: \"_topic.notify.{{tenant_uuid}}\", protocols: [ws], actions: [subscribe], scope: tenant }\n")
                .file("plugin.d/rbac.yaml", """
                        permissions:
                          - { resource: template, actions: [create, read] }
                        rbac:
                          resources:
                            - { resource: template, actions: [create, read] }
                        routes:
                          basePath: /api/v1
                          adminManifest: /api/v1/admin/manifest
                          rbac: /api/v1/admin/rbac
                          permissions:
                            - { method: POST, path: /templates, permission: { resource: template, action: create } }
                        """);
    }

    @Test
    void the_scaffold_has_no_errors() {
        assertThat(built(SCAFFOLD).check().findings())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .extracting(Finding::message)
                .isEmpty();
    }

    @Test
    void the_skeleton_has_no_errors_and_no_unknown_keys() {
        assertThat(built("").check().findings())
                .filteredOn(finding ->
                        finding.severity() == Severity.ERROR || finding.rule().equals("PX-M013"))
                .extracting(Finding::message)
                .isEmpty();
    }

    /** The scaffold exposes capabilities that it does not provide, and names its resources in three ways. */
    @Test
    void the_inconsistencies_of_the_scaffold_are_warnings() {
        PluginProject project = built(SCAFFOLD)
                .file("plugin.d/exposure.yaml", """
                        exposure:
                          channels:
                            - { type: rest, capability: note.create, method: POST, auth: jwt, rbac: "base.templates:create", entrypoint: /a }
                            - { type: rest, capability: note.clone, method: POST, auth: jwt, rbac: "template:create", entrypoint: /b }
                            - { type: agent_tool, capability: note.create }
                            - { type: workflow, capability: note.create, auth: workflow, entrypoint: contracts/exposure/workflow/note.json }
                        """)
                .file(
                        "contracts/capabilities/note.publish.yaml",
                        "id: note.publish\nversion: 1.0.0\nrbac: { resource: base.templates, actions: [update] }\n")
                .file("config/event_fabric.yaml", """
                        version: v1
                        topics:
                          - key: _topic.notify.{{tenant_uuid}}
                            namespace: _topic.notify
                            name: "{{tenant_uuid}}"
                            acl: [{ principal_type: plugin, principal_id: "plugin:com.example.plugins.note", actions: [publish] }]
                        """);
        assertThat(project.check().findings())
                .extracting(finding -> finding.severity().wireName() + " " + finding.rule())
                .contains("warning PX-E004", "warning PX-P010", "warning PX-P015", "warning PX-M011")
                .noneMatch(finding -> finding.startsWith("error"));
    }
}
