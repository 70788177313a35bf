package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.plugin.DeclaredPermission.Shape;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;

/** A rule about permissions that are declared with a {@code permission_code}. */
abstract class PermissionRule extends DescribedRule {
    static final String SOURCE = "PowerX permission_declaration.md; PowerXPlugin check-permission-declaration.mjs";

    PermissionRule(String id, String title, Severity... severities) {
        super(id, title, SOURCE, severities);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !declared(plugin).isEmpty();
    }

    /** Whether the list of permissions can be read; otherwise other rules report that. */
    static boolean knowsPermissions(PluginContext plugin) {
        JsonNode permissions = plugin.manifest().at("/permissions");
        return plugin.manifest().knows("permissions")
                && (permissions.isMissingNode() || permissions.isNull() || permissions.isArray());
    }

    static List<DeclaredPermission> declared(PluginContext plugin) {
        return plugin.manifest().permissions().stream()
                .filter(permission -> permission.shape() == Shape.CODE)
                .toList();
    }

    static List<DeclaredPermission> ofType(PluginContext plugin, String type) {
        return declared(plugin).stream()
                .filter(permission -> permission.type().equals(type))
                .toList();
    }

    /** Whether the plugin uses only the form that core registers, so that its gateway admits nothing else. */
    static boolean usesOnlyCodes(PluginContext plugin) {
        return plugin.manifest().permissions().stream().allMatch(permission -> permission.shape() == Shape.CODE)
                && !declared(plugin).isEmpty();
    }
}
