package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.plugin.DeclaredPermission.Shape;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Locale;

/** PowerX knows whose permission it is; older guides asked for the id as a prefix, the newest checker refuses it. */
final class PermissionCodesOmitPluginId extends DescribedRule {
    PermissionCodesOmitPluginId() {
        super(
                "PX-P008",
                "Permission codes do not repeat the plugin's id",
                "PowerX permission_declaration.md; PowerXPlugin check-permission-declaration.mjs",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return plugin.manifest().permissions().stream().anyMatch(p -> p.shape() == Shape.CODE);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String id = plugin.manifest().text("/id").orElse("").toLowerCase(Locale.ROOT);
        if (id.isEmpty()) {
            return;
        }
        String flat = id.replaceAll("[-.]", "_");
        for (DeclaredPermission permission : plugin.manifest().permissions()) {
            for (String code : permission.codes()) {
                String lower = code.toLowerCase(Locale.ROOT);
                if (permission.shape() == Shape.CODE && (lower.contains(id) || lower.contains(flat))) {
                    findings.add(
                            "The permission code " + code + " repeats the plugin's id",
                            "Name the business module instead, as in note.notes:read.",
                            plugin.at(permission.pointer() + "/permission_code"));
                }
            }
        }
    }
}
