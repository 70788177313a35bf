package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.plugin.MenuEntry;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Granting a menu grants the pages that it opens, so menu permissions have to match the menus and pages. */
final class MenuPermissionsMatchMenus extends PermissionRule {
    MenuPermissionsMatchMenus() {
        super("PX-P007", "Menu permissions list declared pages and have the path of their menu", Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return ofType(plugin, "menu").stream()
                .anyMatch(permission -> !permission.code().isEmpty());
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Set<String> pages = new HashSet<>();
        ofType(plugin, "page").forEach(page -> pages.addAll(page.codes()));
        Map<String, List<List<String>>> menus = new HashMap<>();
        for (MenuEntry menu : plugin.manifest().menus()) {
            menu.policies().forEach(code -> menus.computeIfAbsent(code, key -> new ArrayList<>())
                    .add(menu.idPath()));
        }
        JsonNode list = plugin.manifest().at("/frontend/admin/menus");
        // Another rule reports menus that are not a list.
        boolean knowsMenus = list.isMissingNode() || list.isNull() || list.isArray();
        for (DeclaredPermission permission : ofType(plugin, "menu")) {
            checkPages(plugin, permission, pages, findings);
            if (knowsMenus) {
                checkMenu(plugin, permission, menus, findings);
            }
        }
    }

    private static void checkPages(
            PluginContext plugin, DeclaredPermission permission, Set<String> declared, Findings findings) {
        JsonNode pages = permission.node().path("page_permission_codes");
        if (!pages.isArray() || pages.isEmpty()) {
            findings.add(
                    name(permission) + " lists no page that it opens",
                    "Add page_permission_codes with the codes of declared pages.",
                    plugin.at(permission.pointerOf("page_permission_codes")));
        }
        for (int i = 0; pages.isArray() && i < pages.size(); i++) {
            String page = pages.get(i).asText("");
            if (!declared.contains(page)) {
                findings.add(
                        name(permission) + " opens " + page + ", which is not declared as a page",
                        "Declare it with type: page, or correct the code.",
                        plugin.at(permission.pointerOf("page_permission_codes/" + i)));
            }
        }
    }

    private static void checkMenu(
            PluginContext plugin,
            DeclaredPermission permission,
            Map<String, List<List<String>>> menus,
            Findings findings) {
        if (permission.code().isEmpty()) {
            return;
        }
        List<List<String>> paths = menus.get(permission.code());
        JsonNode path = permission.node().path("menu_path");
        List<String> declared = texts(path);
        if (paths == null) {
            findings.add(
                    name(permission) + " is not required by any menu",
                    "Add it to required_policies of its menu in frontend.admin.menus.",
                    plugin.at(permission.pointer()));
        } else if (!paths.contains(declared) && (path.isMissingNode() || path.isArray())) {
            findings.add(
                    declared.isEmpty()
                            ? "%s has no menu_path, but the menu that requires it has the path %s"
                                    .formatted(name(permission), String.join("/", paths.get(0)))
                            : "%s has the menu_path %s, but the menu that requires it has the path %s"
                                    .formatted(
                                            name(permission),
                                            String.join("/", declared),
                                            String.join("/", paths.get(0))),
                    "Set menu_path to the ids of the menu's ancestors and of the menu itself, in this order.",
                    plugin.at(permission.pointerOf("menu_path")));
        }
    }

    private static String name(DeclaredPermission permission) {
        return "The menu permission " + permission.code();
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText("").strip()));
        return texts;
    }
}
