package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The host decodes the manifest into typed structures, and does not load a plugin with a field of another type. */
final class FieldsHaveTypes extends DescribedRule {
    /** One type per line, followed by the fields that have it; a star stands for each element of a list or mapping. */
    private static final String TYPES = """
            text id version name description corex_version
            map runtime endpoints frontend catalogs exposure rbac events backend routes migrations assets checksums
            map signature metadata capabilities
            list permissions agents tools workflows
            text runtime.kind runtime.entry runtime.args.* runtime.env.* runtime.remote_base_url
            list runtime.args
            map runtime.env runtime.health
            text runtime.health.http runtime.health.interval runtime.health.timeout
            text backend.entry backend.health
            integer backend.port
            text endpoints.http_base_path endpoints.grpc.proto_dir
            map endpoints.grpc
            boolean endpoints.grpc.enabled
            map frontend.admin frontend.admin.process frontend.admin.i18n
            text frontend.admin.kind frontend.admin.static_dir frontend.admin.proxy_base_path
            text frontend.admin.process.kind frontend.admin.process.entry frontend.admin.process.args.*
            text frontend.admin.process.env.*
            list frontend.admin.process.args frontend.admin.menus
            map frontend.admin.process.env frontend.admin.process.health
            text frontend.admin.process.health.http frontend.admin.process.health.interval
            text frontend.admin.process.health.timeout
            text frontend.admin.i18n.dir frontend.admin.i18n.format frontend.admin.i18n.default_namespace
            text frontend.admin.i18n.namespaces.* frontend.admin.i18n.locales.*
            list frontend.admin.i18n.namespaces frontend.admin.i18n.locales
            map frontend.admin.menus.* frontend.admin.menus.*.title_i18n
            text frontend.admin.menus.*.id frontend.admin.menus.*.route frontend.admin.menus.*.path
            text frontend.admin.menus.*.title frontend.admin.menus.*.icon frontend.admin.menus.*.slot
            text frontend.admin.menus.*.title_i18n.namespace frontend.admin.menus.*.title_i18n.key
            text frontend.admin.menus.*.title_i18n.default frontend.admin.menus.*.required_policies.*
            integer frontend.admin.menus.*.order
            boolean frontend.admin.menus.*.visible
            list frontend.admin.menus.*.required_policies frontend.admin.menus.*.children
            text catalogs.*
            list capabilities.required exposure.channels rbac.resources events.publish events.subscribe
            text capabilities.required.* events.publish.* events.subscribe.*
            map exposure.channels.* exposure.channels.*.security
            text exposure.channels.*.type exposure.channels.*.method exposure.channels.*.entrypoint
            text exposure.channels.*.auth exposure.channels.*.capability exposure.channels.*.rbac
            text exposure.channels.*.purpose
            map rbac.resources.*
            text rbac.resources.*.resource rbac.resources.*.actions.*
            list rbac.resources.*.actions
            map permissions.* permissions.*.title_i18n permissions.*.description_i18n permissions.*.api_key
            text permissions.*.resource permissions.*.actions.* permissions.*.path permissions.*.description
            text permissions.*.label permissions.*.module permissions.*.type permissions.*.permission_code
            text permissions.*.business_permission_code permissions.*.title_i18n.* permissions.*.description_i18n.*
            text permissions.*.risk_level permissions.*.data_scope permissions.*.default_role_grants.*
            text permissions.*.api_key.*
            list permissions.*.actions permissions.*.default_role_grants permissions.*.protocol_bindings
            boolean permissions.*.independent permissions.*.allow_api_key
            map permissions.*.protocol_bindings.*
            text permissions.*.protocol_bindings.*.channel permissions.*.protocol_bindings.*.method
            text permissions.*.protocol_bindings.*.path permissions.*.protocol_bindings.*.rpc
            text permissions.*.protocol_bindings.*.tool permissions.*.protocol_bindings.*.actor_context
            text permissions.*.protocol_bindings.*.resource_scope
            text routes.basePath routes.adminManifest routes.rbac
            list routes.permissions
            map routes.permissions.* routes.permissions.*.permission
            text routes.permissions.*.method routes.permissions.*.path routes.permissions.*.permission.resource
            text routes.permissions.*.permission.action
            map agents.* tools.* workflows.* tools.*.input_schema tools.*.output_schema
            text agents.*.id agents.*.plugin_id agents.*.name agents.*.description agents.*.default_tools.*
            list agents.*.default_tools
            text tools.*.id tools.*.plugin_id tools.*.name tools.*.description tools.*.transport tools.*.endpoint
            text tools.*.method tools.*.rbac_resource
            text workflows.*.id workflows.*.name workflows.*.description
            text migrations.driver migrations.dir migrations.entry migrations.args.* migrations.workdir
            text migrations.timeout migrations.rollback_entry
            list migrations.args
            boolean migrations.once signature.enabled
            text assets.public_dir assets.webAdminPath checksums.package_sha256
            text metadata.author metadata.category metadata.tags.* metadata.icon metadata.homepage metadata.license
            list metadata.tags
            """;

    private static final Map<String, Type> FIELDS = fields();

    private enum Type {
        TEXT("a text"),
        INTEGER("an integer"),
        BOOLEAN("true or false, without quotes"),
        LIST("a list"),
        MAP("a mapping");

        private final String words;

        Type(String words) {
            this.words = words;
        }

        boolean accepts(JsonNode value) {
            return value.isNull()
                    || switch (this) {
                        // Go's decoder also accepts numbers and booleans as text.
                        case TEXT -> value.isValueNode();
                        case INTEGER -> value.isIntegralNumber();
                        case BOOLEAN -> value.isBoolean();
                        case LIST -> value.isArray();
                        case MAP -> value.isObject();
                    };
        }
    }

    FieldsHaveTypes() {
        super(
                "PX-M012",
                "The fields of the manifest have the types that the host decodes",
                "PowerX plugin_mgr/manifest.go and types.go; manifest_merge.go, loadManifestWithCatalogs",
                Severity.ERROR);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        check(plugin, plugin.manifest().root(), "", "", findings);
    }

    /** @param field the pointer with stars instead of indexes and keys of mappings with any keys */
    private static void check(PluginContext plugin, JsonNode value, String pointer, String field, Findings findings) {
        Type type = FIELDS.get(field);
        if (type != null && !type.accepts(value)) {
            String found = value.isContainerNode()
                    ? (value.isArray() ? Type.LIST : Type.MAP).words
                    : "\"" + value.asText() + "\"";
            findings.add(
                    "%s must be %s, not %s".formatted(field(pointer), type.words, found),
                    "Correct the value; the host does not load a manifest with a field of another type.",
                    plugin.at(pointer));
            return;
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            check(plugin, value.get(i), pointer + "/" + i, child(field, null), findings);
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            String key = entry.getKey().replace("~", "~0").replace("/", "~1");
            check(plugin, entry.getValue(), pointer + "/" + key, child(field, entry.getKey()), findings);
        }
    }

    /** Children of menus are menus. */
    private static String child(String field, @Nullable String key) {
        boolean anyKey = key == null || FIELDS.containsKey(field + ".*");
        String child = (field.isEmpty() ? "" : field + ".") + (anyKey ? "*" : key);
        return child.equals("frontend.admin.menus.*.children.*") ? "frontend.admin.menus.*" : child;
    }

    private static Map<String, Type> fields() {
        Map<String, Type> fields = new HashMap<>();
        for (String line : TYPES.lines().toList()) {
            String[] words = line.split(" ");
            Type type = Type.valueOf(words[0].toUpperCase(Locale.ROOT));
            for (int i = 1; i < words.length; i++) {
                fields.put(words[i], type);
            }
        }
        return Map.copyOf(fields);
    }
}
