package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.plugin.DeclaredPermission.Shape;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Set;
import java.util.regex.Pattern;

/** Permission codes are read by roles, gateways and back ends alike. */
final class PermissionCodesAreWellFormed extends DescribedRule {
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*)+:[a-z][a-z0-9_]*");
    private static final Set<String> STRUCTURED = Set.of("page", "action", "data", "api");

    PermissionCodesAreWellFormed() {
        super(
                "PX-P003",
                "Permission codes are module.resource:action in lower case",
                "PowerX permission_declaration.md; PowerXPlugin check-permission-declaration.mjs",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.manifest().permissions().stream().anyMatch(p -> p.shape() == Shape.CODE);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        for (DeclaredPermission permission : plugin.manifest().permissions()) {
            if (permission.shape() != Shape.CODE || permission.codes().isEmpty()) {
                continue;
            }
            String code = permission.codes().get(0);
            String pointer = permission.pointer() + "/permission_code";
            if (!CODE.matcher(code).matches()) {
                findings.add(
                        "The permission code \"" + code + "\" does not follow the grammar",
                        "Write it as module.resource:action in lower-case letters, digits and underscores, such as note.notes:read.",
                        plugin.at(pointer));
            } else if (!code.equals(expected(permission.node(), code))) {
                findings.add(
                        "The permission code %s is not made of its module, resource and action, which give %s"
                                .formatted(code, expected(permission.node(), code)),
                        "Correct the code or its parts.",
                        plugin.at(pointer));
            }
        }
    }

    /** The code that the parts give, where all of them are declared. */
    private static String expected(JsonNode permission, String code) {
        String module = permission.path("module").asText("").strip();
        String resource = permission.path("resource").asText("").strip();
        String action = permission.path("action").asText("").strip();
        boolean complete = !module.isEmpty() && !resource.isEmpty() && !action.isEmpty();
        return complete && STRUCTURED.contains(permission.path("type").asText(""))
                ? module + "." + resource + ":" + action
                : code;
    }
}
