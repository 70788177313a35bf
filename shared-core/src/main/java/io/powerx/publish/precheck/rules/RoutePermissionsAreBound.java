package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;

/** The plugin checks routes.permissions itself, but only what the API permissions bind reaches it. */
final class RoutePermissionsAreBound extends PermissionRule {
    private static final String POINTER = "/routes/permissions";

    RoutePermissionsAreBound() {
        super(
                "PX-P014",
                "Every route in routes.permissions is bound by an API permission that requires the same permission",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return super.applies(plugin) && plugin.manifest().at(POINTER).isArray();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        List<BoundRoute> bound = BoundRoute.of(plugin, "api");
        JsonNode routes = plugin.manifest().at(POINTER);
        for (int i = 0; i < routes.size(); i++) {
            check(plugin, POINTER + "/" + i, routes.get(i), bound, findings);
        }
    }

    private static void check(
            PluginContext plugin, String pointer, JsonNode declared, List<BoundRoute> bound, Findings findings) {
        BoundRoute route = new BoundRoute(
                pointer,
                BoundRoute.method(declared),
                BoundRoute.normalized(declared.path("path").asText("")),
                code(declared));
        if (!HttpMethods.BOUND.contains(route.method())) {
            findings.add(
                    "A route in routes.permissions has "
                            + (route.method().isEmpty() ? "no method" : "the method " + route.method()),
                    "Set method to DELETE, GET, PATCH, POST or PUT.",
                    plugin.at(pointer + "/method"));
            return;
        }
        if (route.path().isEmpty()) {
            findings.add(
                    "A route in routes.permissions has no absolute path",
                    "Use a path of the plugin, such as /notes.",
                    plugin.at(pointer + "/path"));
            return;
        }
        List<BoundRoute> same = bound.stream()
                .filter(binding -> binding.method().equals(route.method()) && binding.covers(route.path()))
                .toList();
        if (same.isEmpty()) {
            findings.add(
                    route.label() + " is bound by no API permission, so the gateway answers with 403",
                    "Declare a permission with type: api and a binding of this route.",
                    plugin.at(pointer));
        } else if (!route.code().isEmpty()
                && same.stream()
                        .noneMatch(binding ->
                                binding.code().isEmpty() || binding.code().equals(route.code()))) {
            findings.add(
                    "%s requires %s in routes.permissions, but %s in the API permission"
                            .formatted(route.label(), route.code(), same.get(0).code()),
                    "Use the same permission in both places.",
                    plugin.at(pointer + (declared.has("permission") ? "/permission" : "")));
        }
    }

    /** Plugins nest resource and action, the checker of PowerXPlugin expects them in the route. */
    private static String code(JsonNode route) {
        JsonNode permission = route.path("permission").isObject() ? route.path("permission") : route;
        String resource = permission.path("resource").asText("").strip();
        String action = permission.path("action").asText("").strip();
        return resource.isEmpty() || action.isEmpty() ? "" : resource + ":" + action;
    }
}
