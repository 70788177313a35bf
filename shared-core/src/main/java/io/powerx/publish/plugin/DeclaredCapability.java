package io.powerx.publish.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One entry of {@code capabilities.provides}. A text is empty if the entry does not have it.
 *
 * @param pointer JSON pointer of the entry in the merged manifest
 * @param descriptor path of the descriptor, relative to the plugin
 */
public record DeclaredCapability(String pointer, String id, String version, String descriptor) {
    static List<DeclaredCapability> all(JsonNode manifest) {
        List<DeclaredCapability> all = new ArrayList<>();
        JsonNode provides = manifest.path("capabilities").path("provides");
        for (int i = 0; provides.isArray() && i < provides.size(); i++) {
            JsonNode entry = provides.get(i);
            all.add(new DeclaredCapability(
                    "/capabilities/provides/" + i,
                    entry.path("id").asText("").strip(),
                    entry.path("version").asText("").strip(),
                    entry.path("descriptor").asText("").strip()));
        }
        return List.copyOf(all);
    }
}
