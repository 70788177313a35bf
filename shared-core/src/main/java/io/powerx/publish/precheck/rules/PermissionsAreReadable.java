package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import org.jspecify.annotations.Nullable;

/** The host reads permissions in two forms: a permission_code, and the older resource with actions. */
final class PermissionsAreReadable extends DescribedRule {
    PermissionsAreReadable() {
        super(
                "PX-P001",
                "Every permission has a form that the host reads",
                "PowerX types.go, PermissionSpec; " + PermissionRule.SOURCE,
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
                    "permissions is not a list",
                    "Make it a list: start each permission with a hyphen.",
                    plugin.at("/permissions"));
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
                "A permission is plain text, which the host cannot read: "
                        + permission.node().asText();
            case UNKNOWN -> "A permission has neither a permission_code nor a resource";
            case CODE -> permission.codes().isEmpty() ? "The permission_code of a permission is empty" : null;
            case RESOURCE -> resourceProblem(permission);
        };
    }

    private static @Nullable String resourceProblem(DeclaredPermission permission) {
        if (permission.text("resource").isBlank()) {
            return "The resource of a permission is empty";
        }
        JsonNode actions = permission.node().path("actions");
        if (!actions.isMissingNode() && !actions.isArray()) {
            return "The actions of a permission are not a list";
        }
        return permission.codes().isEmpty() || permission.codes().stream().anyMatch(code -> code.endsWith(":"))
                ? "A permission for " + permission.text("resource") + " has no action"
                : null;
    }
}
