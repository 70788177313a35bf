package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Locale;

/**
 * PowerX knows which plugin a permission belongs to. Older guides require the id as a prefix; the newest checker
 * rejects it.
 */
final class PermissionCodesOmitPluginId extends PermissionRule {
    PermissionCodesOmitPluginId() {
        super("PX-P008", "Permission codes do not repeat the plugin's id", Severity.WARNING);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String id = plugin.text("/id").orElse("").toLowerCase(Locale.ROOT);
        if (id.isEmpty()) {
            return;
        }
        String flat = id.replaceAll("[-.]", "_");
        for (DeclaredPermission permission : declared(plugin)) {
            String code = permission.code().toLowerCase(Locale.ROOT);
            if (code.contains(id) || code.contains(flat)) {
                findings.add(
                        "The permission code " + permission.code() + " repeats the plugin's id",
                        "Start it with the business module instead, as in note.notes:read.",
                        plugin.at(permission.pointerOf("permission_code")));
            }
        }
    }
}
