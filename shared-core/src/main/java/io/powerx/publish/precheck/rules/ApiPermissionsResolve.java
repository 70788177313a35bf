package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.plugin.DeclaredPermission.Shape;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Set;
import java.util.stream.Collectors;

/** An API without a business permission, and not independent, is refused by the gateway. */
final class ApiPermissionsResolve extends DescribedRule {
    private static final Set<String> GRANTABLE = Set.of("page", "action", "data");

    ApiPermissionsResolve() {
        super(
                "PX-P006",
                "Every API permission resolves to one that can be granted",
                "PowerX permission_declaration.md; PowerXPlugin check-permission-declaration.mjs",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.manifest().permissions().stream().anyMatch(p -> p.shape() == Shape.CODE);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Set<String> grantable = plugin.manifest().permissions().stream()
                .filter(p -> GRANTABLE.contains(p.node().path("type").asText("")))
                .flatMap(p -> p.codes().stream())
                .collect(Collectors.toSet());
        for (DeclaredPermission permission : plugin.manifest().permissions()) {
            if (permission.shape() == Shape.CODE
                    && permission.node().path("type").asText("").equals("api")) {
                check(plugin, permission, grantable, findings);
            }
        }
    }

    private static void check(
            PluginContext plugin, DeclaredPermission permission, Set<String> grantable, Findings findings) {
        String name = "The api permission " + String.join("", permission.codes());
        String business =
                permission.node().path("business_permission_code").asText("").strip();
        boolean independent = permission.node().path("independent").asBoolean(false);
        if (business.isEmpty() && !independent) {
            findings.add(
                    name + " resolves to no permission that could be granted",
                    "Add business_permission_code with the code of an action, or independent: true.",
                    plugin.at(permission.pointer()));
        } else if (!business.isEmpty() && independent) {
            findings.add(
                    name + " is independent and has a business_permission_code",
                    "Keep one of the two.",
                    plugin.at(permission.pointer() + "/independent"));
        } else if (!business.isEmpty() && !grantable.contains(business)) {
            findings.add(
                    name + " refers to " + business + ", which is not declared as page, action or data",
                    "Declare it, or correct the code.",
                    plugin.at(permission.pointer() + "/business_permission_code"));
        }
    }
}
