package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Set;
import java.util.regex.Pattern;

/** Roles, gateways and back ends all parse permission codes. */
final class PermissionCodesAreWellFormed extends PermissionRule {
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*)+:[a-z][a-z0-9_]*");
    private static final Set<String> STRUCTURED = Set.of("page", "action", "data", "api");

    PermissionCodesAreWellFormed() {
        super("PX-P003", "Permission codes have the form module.resource:action in lower case", Severity.ERROR);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        for (DeclaredPermission permission : declared(plugin)) {
            String code = permission.code();
            String expected = expected(permission);
            String pointer = permission.pointerOf("permission_code");
            if (code.isEmpty()) {
                continue;
            }
            if (!CODE.matcher(code).matches()) {
                findings.add(
                        "\"" + code + "\" is not a valid permission code",
                        "Use lower-case letters, digits and underscores in module.resource:action, as in note.notes:read.",
                        plugin.at(pointer));
            } else if (!code.equals(expected)) {
                findings.add(
                        "The permission code %s does not match its module, resource and action, which result in %s"
                                .formatted(code, expected),
                        "Correct the code or its parts.",
                        plugin.at(pointer));
            }
        }
    }

    /** The code that results from the parts if all of them are declared; otherwise the declared code. */
    private static String expected(DeclaredPermission permission) {
        String module = permission.text("module").strip();
        String resource = permission.text("resource").strip();
        String action = permission.text("action").strip();
        boolean complete = !module.isEmpty() && !resource.isEmpty() && !action.isEmpty();
        return complete && STRUCTURED.contains(permission.type())
                ? module + "." + resource + ":" + action
                : permission.code();
    }
}
