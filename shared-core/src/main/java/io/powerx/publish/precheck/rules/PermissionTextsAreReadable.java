package io.powerx.publish.precheck.rules;

import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Administrators read the texts when they grant permissions. */
final class PermissionTextsAreReadable extends PermissionRule {
    PermissionTextsAreReadable() {
        super("PX-P016", "The texts of permissions do not repeat their code or route", Severity.WARNING);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        for (DeclaredPermission permission : declared(plugin)) {
            Set<String> technical = technical(permission);
            for (String field : List.of("title_i18n", "description_i18n")) {
                permission.node().path(field).properties().forEach(text -> {
                    if (technical.contains(text.getValue().asText("").strip())) {
                        findings.add(
                                "The permission %s has a code or a route as its text (%s.%s): %s"
                                        .formatted(
                                                permission.code(),
                                                field,
                                                text.getKey(),
                                                text.getValue().asText().strip()),
                                "Describe in words what the permission allows.",
                                plugin.at(permission.pointerOf(field) + "/" + text.getKey()));
                    }
                });
            }
        }
    }

    private static Set<String> technical(DeclaredPermission permission) {
        Set<String> technical = new HashSet<>();
        if (!permission.code().isEmpty()) {
            technical.add(permission.code());
        }
        permission.node().path("protocol_bindings").forEach(binding -> {
            String path = BoundRoute.normalized(binding.path("path").asText(""));
            if (!path.isEmpty()) {
                technical.add(path);
                technical.add(BoundRoute.method(binding) + " " + path);
            }
        });
        return technical;
    }
}
