package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.HashMap;
import java.util.Map;

/** A permission that is declared twice is granted by whichever declaration comes last. */
final class PermissionsAreUnique extends DescribedRule {
    PermissionsAreUnique() {
        super(
                "PX-P002",
                "No permission is declared twice",
                "PowerX permission_declaration.md; PowerXPlugin check-permission-declaration.mjs; the px-plugin precheck",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.manifest().permissions().isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Map<String, DeclaredPermission> seen = new HashMap<>();
        for (DeclaredPermission permission : plugin.manifest().permissions()) {
            for (String code : permission.codes()) {
                DeclaredPermission first = seen.putIfAbsent(code, permission);
                if (first != null) {
                    findings.add(
                            "The permission %s is declared already at %s".formatted(code, plugin.at(first.pointer())),
                            "Keep one of the two declarations.",
                            plugin.at(permission.pointer()));
                }
            }
        }
    }
}
