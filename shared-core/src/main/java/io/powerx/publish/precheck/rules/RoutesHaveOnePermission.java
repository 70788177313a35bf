package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.HashMap;
import java.util.Map;

/** The gateway looks up one permission for each route. */
final class RoutesHaveOnePermission extends PermissionRule {
    RoutesHaveOnePermission() {
        super("PX-P012", "All API permissions of a route require the same permission", Severity.ERROR);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Map<String, BoundRoute> seen = new HashMap<>();
        for (BoundRoute route : BoundRoute.of(plugin, "api")) {
            // PX-P005 and PX-P006 report bindings without a path, and APIs without a permission.
            if (route.path().isEmpty() || route.code().isEmpty()) {
                continue;
            }
            BoundRoute first = seen.putIfAbsent(route.label(), route);
            if (first != null && !first.code().equals(route.code())) {
                findings.add(
                        "%s requires %s, but the binding at %s requires %s"
                                .formatted(route.label(), route.code(), plugin.at(first.pointer()), first.code()),
                        "Remove one of the bindings, or set the same business_permission_code in both permissions.",
                        plugin.at(route.pointer()));
            }
        }
    }
}
