package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.HashMap;
import java.util.Map;

/** If a permission is declared twice, only the last declaration takes effect. */
final class PermissionsAreUnique extends DescribedRule {
    PermissionsAreUnique() {
        super(
                "PX-P002",
                "No permission is declared twice",
                PermissionRule.SOURCE + "; the px-plugin precheck",
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
                            "The permission %s is already declared at %s".formatted(code, plugin.at(first.pointer())),
                            "Remove one of the two declarations.",
                            plugin.at(permission.pointer()));
                }
            }
        }
    }
}
