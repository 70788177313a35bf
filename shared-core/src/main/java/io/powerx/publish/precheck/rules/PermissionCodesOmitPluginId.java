package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.List;
import java.util.Locale;

/**
 * PowerX knows which plugin a permission belongs to. Older guides require the id as a prefix; the newest checker
 * rejects it.
 */
final class PermissionCodesOmitPluginId extends PermissionRule {
    private static final List<String> PARTS = List.of("module", "resource", "action");

    PermissionCodesOmitPluginId() {
        super("PX-P008", "Permission codes and resources do not repeat the plugin's id", Severity.WARNING);
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        String id = plugin.text("/id").orElse("").toLowerCase(Locale.ROOT);
        if (id.isEmpty()) {
            return;
        }
        for (DeclaredPermission permission : declared(plugin)) {
            if (repeats(permission.code(), id)) {
                report(
                        plugin,
                        "The permission code " + permission.code(),
                        permission.pointerOf("permission_code"),
                        findings);
            } else {
                PARTS.stream()
                        .filter(part -> repeats(permission.text(part), id))
                        .forEach(part -> report(
                                plugin,
                                "The %s of the permission %s".formatted(part, permission.code()),
                                permission.pointerOf(part),
                                findings));
            }
        }
        JsonNode resources = plugin.manifest().at("/rbac/resources");
        for (int i = 0; i < resources.size(); i++) {
            String resource = resources.get(i).path("resource").asText("");
            if (repeats(resource, id)) {
                report(plugin, "The resource " + resource, "/rbac/resources/" + i + "/resource", findings);
            }
        }
    }

    private static boolean repeats(String name, String id) {
        String text = name.toLowerCase(Locale.ROOT);
        return text.contains(id) || text.contains(id.replaceAll("[-.]", "_"));
    }

    private static void report(PluginContext plugin, String subject, String pointer, Findings findings) {
        findings.add(
                subject + " repeats the plugin's id",
                "Start it with the business module instead, as in note.notes:read.",
                plugin.at(pointer));
    }
}
