package io.powerx.publish.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * An entry of the plugin's menu in the host.
 *
 * @param place the ids of the entry's ancestors and its own, joined by {@code /}; an entry without an id has its title or position instead
 * @param fields the entry's other fields as text, such as {@code path} and {@code required_policies}
 */
public record DeclaredMenu(String place, Map<String, String> fields) {
    /** The host reads the first one; older plugins use the second one. */
    private static final List<String> PLACES = List.of("/frontend/admin/menus", "/menus");

    private static final int MAX_DEPTH = 20;
    private static final int MAX_MENUS = 5_000;

    static List<DeclaredMenu> all(JsonNode manifest) {
        List<DeclaredMenu> all = new ArrayList<>();
        PLACES.forEach(pointer -> add(all, manifest.at(pointer), "", 0));
        return List.copyOf(all);
    }

    private static void add(List<DeclaredMenu> all, JsonNode list, String parent, int depth) {
        for (int i = 0; list.isArray() && i < list.size() && depth < MAX_DEPTH && all.size() < MAX_MENUS; i++) {
            JsonNode menu = list.get(i);
            String own = menu.path("id").asText(menu.path("title").asText("#" + (i + 1)));
            String place = parent.isEmpty() ? own : parent + "/" + own;
            Map<String, String> fields = new LinkedHashMap<>();
            menu.properties().forEach(field -> {
                if (!field.getKey().equals("id") && !field.getKey().equals("children")) {
                    fields.put(field.getKey(), text(field.getValue()));
                }
            });
            all.add(new DeclaredMenu(place, fields));
            add(all, menu.path("children"), place, depth + 1);
        }
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(DeclaredMenu::text)
                    .collect(Collectors.joining(", "));
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
