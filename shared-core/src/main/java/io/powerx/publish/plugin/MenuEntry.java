package io.powerx.publish.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One entry of {@code frontend.admin.menus}.
 *
 * @param pointer JSON pointer of the entry in the merged manifest
 * @param idPath the ids of its ancestors and of the entry itself, in this order
 * @param path of the page that it opens; an empty text if it has none
 * @param policies the permissions that users need to see it
 */
public record MenuEntry(String pointer, List<String> idPath, String path, List<String> policies) {
    private static final String MENUS = "/frontend/admin/menus";
    private static final int MAX_DEPTH = 50;

    static List<MenuEntry> all(JsonNode manifest) {
        List<MenuEntry> all = new ArrayList<>();
        addAll(all, manifest.at(MENUS), MENUS, List.of());
        return List.copyOf(all);
    }

    private static void addAll(List<MenuEntry> all, JsonNode menus, String pointer, List<String> parents) {
        for (int i = 0; menus.isArray() && i < menus.size() && parents.size() < MAX_DEPTH; i++) {
            JsonNode menu = menus.get(i);
            String place = pointer + "/" + i;
            List<String> path = new ArrayList<>(parents);
            path.add(menu.path("id").asText("").strip());
            List<String> policies = new ArrayList<>();
            menu.path("required_policies")
                    .forEach(policy -> policies.add(policy.asText("").strip()));
            all.add(new MenuEntry(
                    place, List.copyOf(path), menu.path("path").asText("").strip(), List.copyOf(policies)));
            addAll(all, menu.path("children"), place + "/children", path);
        }
    }
}
