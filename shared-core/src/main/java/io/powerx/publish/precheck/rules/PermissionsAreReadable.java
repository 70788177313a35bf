package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import org.jspecify.annotations.Nullable;

/** Each permission has a shape that the host reads. Both the declared codes and the older resource with actions are fine. */
final class PermissionsAreReadable extends DescribedRule {
    PermissionsAreReadable() {
        super(
                "PX-P001",
                "Every permission has a shape that the host reads",
                "PowerX types.go, PermissionSpec; PowerX permission_declaration.md; PowerXPlugin check-permission-declaration.mjs",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.manifest().at("/permissions").isMissingNode();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        JsonNode list = plugin.manifest().at("/permissions");
        if (!list.isArray() && !list.isNull()) {
            findings.add(
                    "permissions is not a list", "Start each permission with a hyphen.", plugin.at("/permissions"));
        }
        for (DeclaredPermission permission : plugin.manifest().permissions()) {
            String problem = problem(permission);
            if (problem != null) {
                findings.add(
                        problem,
                        "Declare a permission_code with its type, or a resource with its actions.",
                        plugin.at(permission.pointer()));
            }
        }
    }

    private static @Nullable String problem(DeclaredPermission permission) {
        return switch (permission.shape()) {
            case TEXT ->
                "A permission is a plain text, which the host cannot read: "
                        + permission.node().asText();
            case UNKNOWN -> "A permission has neither permission_code nor resource";
            case CODE -> permission.codes().isEmpty() ? "A permission's permission_code is empty" : null;
            case RESOURCE -> resourceProblem(permission);
        };
    }

    private static @Nullable String resourceProblem(DeclaredPermission permission) {
        if (permission.node().path("resource").asText("").isBlank()) {
            return "A permission's resource is empty";
        }
        JsonNode actions = permission.node().path("actions");
        if (!actions.isMissingNode() && !actions.isArray()) {
            return "A permission's actions are not a list";
        }
        return permission.codes().isEmpty() || permission.codes().stream().anyMatch(code -> code.endsWith(":"))
                ? "A permission on " + permission.node().path("resource").asText() + " allows no action"
                : null;
    }
}
