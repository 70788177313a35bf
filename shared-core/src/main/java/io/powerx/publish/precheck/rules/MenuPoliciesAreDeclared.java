package io.powerx.publish.precheck.rules;

import io.powerx.publish.config.ClosestMatch;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.plugin.MenuEntry;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A permission that does not exist cannot be granted, so no user sees a menu that requires it. */
final class MenuPoliciesAreDeclared extends DescribedRule {
    MenuPoliciesAreDeclared() {
        super(
                "PX-P013",
                "The permissions that menus require are declared",
                PermissionRule.SOURCE + "; PowerX admin menu builder, filterMenusByPermission",
                Severity.ERROR,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return PermissionRule.knowsPermissions(plugin)
                && plugin.manifest().menus().stream()
                        .anyMatch(menu -> !menu.policies().isEmpty());
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        boolean strict = PermissionRule.usesOnlyCodes(plugin);
        DeclaredResources resources = DeclaredResources.of(plugin);
        Set<String> menus = codes(PermissionRule.ofType(plugin, "menu"));
        Set<String> codes = codes(plugin.manifest().permissions());
        for (MenuEntry menu : plugin.manifest().menus()) {
            for (int i = 0; i < menu.policies().size(); i++) {
                String policy = menu.policies().get(i);
                boolean declared = codes.contains(policy) || (!strict && resources.hasPermission(policy));
                if (policy.isEmpty() || Templates.isTemplate(policy) || menus.contains(policy)) {
                    continue;
                }
                if (!declared) {
                    report(plugin, menu, i, strict, menus.isEmpty() ? codes : menus, findings);
                } else if (strict) {
                    findings.add(
                            Severity.WARNING,
                            name(menu) + " requires " + policy + ", which is not a permission of the type menu",
                            "Declare a permission with type: menu, and require its code.",
                            plugin.at(pointer(menu, i)));
                }
            }
        }
    }

    private static void report(
            PluginContext plugin, MenuEntry menu, int index, boolean strict, Set<String> known, Findings findings) {
        String policy = menu.policies().get(index);
        String closest = ClosestMatch.to(policy, known);
        findings.add(
                strict ? Severity.ERROR : Severity.WARNING,
                "%s requires %s, which the plugin does not declare%s"
                        .formatted(
                                name(menu),
                                policy,
                                strict
                                        ? ", so no administrator can grant it"
                                        : "; unless it is a permission of core, no administrator can grant it"),
                closest == null
                        ? "Declare the permission, or correct the code in required_policies."
                        : "Did you mean " + closest + "? Otherwise declare the permission.",
                plugin.at(pointer(menu, index)));
    }

    private static Set<String> codes(List<DeclaredPermission> permissions) {
        Set<String> codes = new HashSet<>();
        permissions.forEach(permission -> codes.addAll(permission.codes()));
        return codes;
    }

    private static String pointer(MenuEntry menu, int policy) {
        return menu.pointer() + "/required_policies/" + policy;
    }

    private static String name(MenuEntry menu) {
        return "The menu " + String.join("/", menu.idPath());
    }
}
