package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;
import java.util.Set;

/** PowerX shows these fields to the administrators who grant permissions. */
final class PermissionsAreComplete extends PermissionRule {
    private static final Set<String> TYPES = Set.of("menu", "page", "action", "data", "api");
    private static final Set<String> RISKS = Set.of("low", "medium", "high", "critical");
    private static final Set<String> SCOPES = Set.of("tenant", "global", "system");

    PermissionsAreComplete() {
        super("PX-P004", "Declared permissions have a type, module, texts, risk and scope", Severity.ERROR);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        declared(plugin).forEach(permission -> check(plugin, permission, findings));
    }

    private static void check(PluginContext plugin, DeclaredPermission permission, Findings findings) {
        oneOf(plugin, permission, "type", TYPES, findings);
        oneOf(plugin, permission, "risk_level", RISKS, findings);
        oneOf(plugin, permission, "data_scope", SCOPES, findings);
        if (permission.text("module").isBlank()) {
            missing(plugin, permission, "module", "Add the business module that it belongs to.", findings);
        }
        for (String field : List.of("title_i18n", "description_i18n")) {
            if (!hasText(permission.node().path(field))) {
                missing(plugin, permission, field, "Add the text in at least one language.", findings);
            }
        }
        JsonNode grants = permission.node().path("default_role_grants");
        if (!grants.isMissingNode() && !isTexts(grants)) {
            findings.add(
                    name(permission) + " has default_role_grants that is not a list of role codes",
                    "List the codes of the roles.",
                    plugin.at(permission.pointerOf("default_role_grants")));
        }
        if (permission.node().has("source")) {
            findings.add(
                    name(permission) + " declares a source, which only PowerX may set",
                    "Remove source.",
                    plugin.at(permission.pointerOf("source")));
        }
    }

    private static void oneOf(
            PluginContext plugin, DeclaredPermission permission, String field, Set<String> allowed, Findings findings) {
        String value = permission.text(field);
        if (!allowed.contains(value)) {
            String remedy =
                    "Use one of " + String.join(", ", allowed.stream().sorted().toList()) + ".";
            if (value.isBlank()) {
                missing(plugin, permission, field, remedy, findings);
            } else {
                findings.add(
                        "%s has the %s \"%s\", which PowerX does not know".formatted(name(permission), field, value),
                        remedy,
                        plugin.at(permission.pointerOf(field)));
            }
        }
    }

    private static void missing(
            PluginContext plugin, DeclaredPermission permission, String field, String remedy, Findings findings) {
        findings.add(name(permission) + " has no " + field, remedy, plugin.at(permission.pointer()));
    }

    private static String name(DeclaredPermission permission) {
        return "The permission " + permission.code();
    }

    private static boolean hasText(JsonNode texts) {
        for (JsonNode text : texts) {
            if (texts.isObject() && text.isTextual() && !text.textValue().isBlank()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTexts(JsonNode list) {
        for (JsonNode item : list) {
            if (!item.isTextual() || item.textValue().isBlank()) {
                return false;
            }
        }
        return list.isArray();
    }
}
