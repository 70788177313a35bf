package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Set;
import java.util.stream.Collectors;

/** The gateway rejects calls of an API that has no business permission and is not independent. */
final class ApiPermissionsResolve extends PermissionRule {
    private static final Set<String> GRANTABLE = Set.of("page", "action", "data");

    ApiPermissionsResolve() {
        super("PX-P006", "Every API permission resolves to a permission that can be granted", Severity.ERROR);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Set<String> grantable = plugin.manifest().permissions().stream()
                .filter(permission -> GRANTABLE.contains(permission.type()))
                .flatMap(permission -> permission.codes().stream())
                .collect(Collectors.toSet());
        ofType(plugin, "api").forEach(permission -> check(plugin, permission, grantable, findings));
    }

    private static void check(
            PluginContext plugin, DeclaredPermission permission, Set<String> grantable, Findings findings) {
        String name = "The API permission " + permission.code();
        String business = permission.text("business_permission_code").strip();
        boolean independent = permission.node().path("independent").asBoolean(false);
        if (business.isEmpty() && !independent) {
            findings.add(
                    name + " resolves to no permission that can be granted",
                    "Set business_permission_code to the code of an action, or set independent: true.",
                    plugin.at(permission.pointer()));
        } else if (!business.isEmpty() && independent) {
            findings.add(
                    name + " is independent and also has a business_permission_code",
                    "Remove one of the two.",
                    plugin.at(permission.pointerOf("independent")));
        } else if (!business.isEmpty() && !grantable.contains(business)) {
            findings.add(
                    name + " refers to " + business + ", which is not declared as a page, action or data permission",
                    "Declare it, or correct the code.",
                    plugin.at(permission.pointerOf("business_permission_code")));
        }
    }
}
