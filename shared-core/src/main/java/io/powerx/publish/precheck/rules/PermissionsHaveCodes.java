package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.plugin.DeclaredPermission.Shape;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;

/** Core ignores permissions in the older form, so its gateway rejects every request that needs one of them. */
final class PermissionsHaveCodes extends DescribedRule {
    PermissionsHaveCodes() {
        super(
                "PX-P010",
                "The permissions have the form that PowerX core registers",
                PermissionRule.SOURCE,
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.manifest().permissions().isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        List<DeclaredPermission> older = plugin.manifest().permissions().stream()
                .filter(permission -> permission.shape() == Shape.RESOURCE)
                .toList();
        if (!older.isEmpty()) {
            int all = plugin.manifest().permissions().size();
            findings.add(
                    "%d of %d permissions are in the older form with resource and actions; core does not register them,"
                                    .formatted(older.size(), all)
                            + " so administrators cannot grant them, and its gateway answers requests for them with 403",
                    "Declare each page, action and API with type, permission_code, module, title_i18n, description_i18n,"
                            + " risk_level and data_scope, and bind pages and APIs to their routes with protocol_bindings.",
                    plugin.at(older.get(0).pointer()));
        }
    }
}
