package io.powerx.publish.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A value of the project's files that is not a setting, such as a part of the rollout, for {@code config --explain}.
 *
 * @param key dotted
 * @param value the text, or JSON
 */
public record FileValue(String key, String value, Origin origin) {
    /** Keys of settings, which are listed separately. */
    private static final Set<String> SETTINGS = Arrays.stream(Setting.values())
            .map(Setting::projectKey)
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet());

    private static final Map<String, String> DEFAULTS = new TreeMap<>(Map.of(
            "artifacts.format", "pxp",
            "autoUpgrade", "the Marketplace's default",
            "risk", "computed from the changes",
            "rollbackPlan", "none, unless the rollout is proposed",
            "tenants", "all"));

    /** The values of a project, in the order of the files. */
    public static List<FileValue> of(PublishFile file) {
        List<FileValue> values = new ArrayList<>();
        file.document().root().properties().forEach(property -> {
            String name = property.getKey();
            if (!name.equals("$schema") && !name.equals("publish") && !name.startsWith(ConfigSection.EXTENSION)) {
                collect(file.document(), "/" + property.getKey(), property.getValue(), values);
            }
        });
        return values;
    }

    /** The defaults of what only files can configure. */
    public static List<FileValue> defaults(PublishFile file) {
        JsonNode root = file.document().root();
        List<FileValue> values = new ArrayList<>();
        DEFAULTS.forEach((key, value) -> {
            if (root.at("/" + key.replace('.', '/')).isMissingNode()) {
                values.add(new FileValue(key, value, Origin.DEFAULT));
            }
        });
        if (!root.has("rollout") && !root.has("rolloutPlan")) {
            values.add(
                    new FileValue("rollout", "proposed from the risk, unless the channel has its own", Origin.DEFAULT));
        }
        return values;
    }

    private static void collect(ConfigDocument document, String pointer, JsonNode node, List<FileValue> values) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties()
                    .forEach(property -> collect(
                            document,
                            ConfigSection.pointerOf(pointer, property.getKey()),
                            property.getValue(),
                            values));
            return;
        }
        String key = ConfigSection.dotted(pointer);
        if (!node.isNull() && !SETTINGS.contains(key)) {
            String value = node.isValueNode() ? node.asText() : Json.write(node);
            String place = document.locate(pointer).toString();
            values.add(new FileValue(key, value, new Origin(Layer.PROJECT_FILE, place)));
        }
    }
}
