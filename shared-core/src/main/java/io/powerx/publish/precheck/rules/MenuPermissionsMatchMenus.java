package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.finding.Severity;
import io.powerx.publish.plugin.DeclaredPermission;
import io.powerx.publish.plugin.DeclaredPermission.Shape;
import io.powerx.publish.precheck.Findings;
import io.powerx.publish.precheck.PluginContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Granting a menu grants the pages behind it, so the two must fit. */
final class MenuPermissionsMatchMenus extends DescribedRule {
    MenuPermissionsMatchMenus() {
        super(
                "PX-P007",
                "Menu permissions name declared pages and stand at their menus",
                "PowerX permission_declaration.md; PowerXPlugin check-permission-declaration.mjs",
                Severity.ERROR);
    }

    @Override
    public boolean applies(PluginContext plugin) {
        return !codes(plugin, "menu").isEmpty();
    }

    @Override
    public void check(PluginContext plugin, Findings findings) {
        Set<String> pages = codes(plugin, "page");
        for (DeclaredPermission permission : plugin.manifest().permissions()) {
            if (isOfType(permission, "menu")) {
                JsonNode named = permission.node().path("page_permission_codes");
                String pointer = permission.pointer() + "/page_permission_codes";
                if (!named.isArray() || named.isEmpty()) {
                    findings.add(
                            name(permission) + " names no page that it opens",
                            "Add page_permission_codes with codes of declared pages.",
                            plugin.at(pointer));
                }
                for (int i = 0; named.isArray() && i < named.size(); i++) {
                    String page = named.get(i).asText("");
                    if (!pages.contains(page)) {
                        findings.add(
                                name(permission) + " opens " + page + ", which is not declared as a page",
                                "Declare it with type: page, or correct the code.",
                                plugin.at(pointer + "/" + i));
                    }
                }
            }
        }
        policies(plugin, findings);
    }

    private static void policies(PluginContext plugin, Findings findings) {
        Map<String, List<List<String>>> used = new HashMap<>();
        collect(plugin.manifest().at("/frontend/admin/menus"), List.of(), used);
        for (DeclaredPermission permission : plugin.manifest().permissions()) {
            if (!isOfType(permission, "menu") || permission.codes().isEmpty()) {
                continue;
            }
            List<List<String>> places = used.get(permission.codes().get(0));
            List<String> declared = texts(permission.node().path("menu_path"));
            if (places == null) {
                findings.add(
                        name(permission) + " is asked for by no menu",
                        "Add it to required_policies of its menu in frontend.admin.menus.",
                        plugin.at(permission.pointer()));
            } else if (!places.contains(declared)) {
                findings.add(
                        "%s has the menu_path %s, but the menu that asks for it is %s"
                                .formatted(
                                        name(permission), String.join("/", declared), String.join("/", places.get(0))),
                        "Give menu_path the ids of the menu and of the menus above it.",
                        plugin.at(permission.pointer() + "/menu_path"));
            }
        }
    }

    private static void collect(JsonNode menus, List<String> above, Map<String, List<List<String>>> used) {
        for (JsonNode menu : menus) {
            List<String> path = new ArrayList<>(above);
            path.add(menu.path("id").asText(""));
            for (String policy : texts(menu.path("required_policies"))) {
                used.computeIfAbsent(policy, key -> new ArrayList<>()).add(path);
            }
            collect(menu.path("children"), path, used);
        }
    }

    private static Set<String> codes(PluginContext plugin, String type) {
        return plugin.manifest().permissions().stream()
                .filter(permission -> isOfType(permission, type))
                .flatMap(permission -> permission.codes().stream())
                .collect(Collectors.toSet());
    }

    private static boolean isOfType(DeclaredPermission permission, String type) {
        return permission.shape() == Shape.CODE
                && permission.node().path("type").asText("").equals(type);
    }

    private static String name(DeclaredPermission permission) {
        return "The menu permission " + String.join("", permission.codes());
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText("").strip()));
        return texts;
    }
}
