package io.powerx.publish.precheck.rules;

import io.powerx.publish.config.ClosestMatch;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.MenuEntry;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.Set;

/** The host shows a menu with an unknown slot among those of the plugin. */
final class MenuSlotsExist extends DescribedRule {
    private static final Set<String> SLOTS = Set.of(
            "group.root",
            "group.plugins",
            "core.settings",
            "core.dashboard",
            "core.workflow",
            "core.agent",
            "group.custom");

    MenuSlotsExist() {
        super(
                "PX-M015",
                "Menus are in slots that the host has",
                "PowerX types.go, SlotKey; admin menu builder, groupAsCategories",
                Severity.WARNING);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !plugin.manifest().menus().isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        for (MenuEntry menu : plugin.manifest().menus()) {
            String slot = plugin.text(menu.pointer() + "/slot").orElse("");
            // The host groups menus by what follows.
            boolean known = slot.isEmpty() || SLOTS.contains(slot) || slot.startsWith("group.plugins.");
            if (!known && !Templates.isTemplate(slot)) {
                String closest = ClosestMatch.to(slot, SLOTS);
                findings.add(
                        "The menu %s is in the slot \"%s\", which the host does not have"
                                .formatted(String.join("/", menu.idPath()), slot),
                        (closest == null ? "" : "Did you mean " + closest + "? ") + "Use one of "
                                + String.join(", ", SLOTS.stream().sorted().toList()) + ".",
                        plugin.at(menu.pointer() + "/slot"));
            }
        }
    }
}
