package io.powerx.publish.docs;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.json.Json;
import io.powerx.publish.plugin.ManifestSchema;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Generates the JSON Schema of plugin.yaml and its reference page. */
final class ManifestPages {
    private static final String INTRODUCTION = """
            # plugin.yaml

            The fields of `plugin.yaml`, as the host decodes them. [The JSON Schema](schemas/plugin.schema.json) is for editors:
            copy it next to `plugin.yaml`, and the first line of this example makes editors check the file while you write. It is
            a complete manifest of a plugin with one program:

            ```yaml
            # yaml-language-server: $schema=plugin.schema.json
            id: com.example.plugins.note
            name: Note
            version: 0.1.0
            corex_version: ">=0.6.0 <1.0.0"
            runtime:
              kind: process
              entry: backend/bin/plugin
              env:
                POWERX_BIND_ADDR: ":__POWERX_DYNAMIC_PORT__"
                POWERX_PLUGIN_REGISTRATION_MODE: installed
            backend:
              port: 0
            endpoints:
              http_base_path: /api/v1
            ```

            A value of another type is an error of the [precheck](rules.md) (PX-M012), because the host rejects the whole plugin. A
            key that is not listed has no effect (PX-M013); keys that start with `x-` are yours.

            | field | type | meaning |
            |---|---|---|
            """;

    private ManifestPages() {}

    static Page schema() {
        return new Page("reference/schemas/plugin.schema.json", Json.writePretty(ManifestSchema.json()));
    }

    static Page reference() {
        StringBuilder text = new StringBuilder(Page.NOTICE).append(INTRODUCTION);
        rows(text, ManifestSchema.json(), "");
        return new Page("reference/plugin-yaml.md", text.toString());
    }

    private static void rows(StringBuilder text, JsonNode schema, String prefix) {
        schema.path("properties").properties().forEach(property -> {
            JsonNode shape = ManifestSchema.resolve(property.getValue());
            String description = property.getValue().path("description").asText();
            String example = property.getValue().path("examples").path(0).asText("");
            text.append("| `%s` | %s | %s%s |\n"
                    .formatted(
                            prefix + property.getKey(),
                            type(shape),
                            Page.cell(description),
                            example.isEmpty() ? "" : " Example: `" + example + "`."));
            JsonNode items = ManifestSchema.resolve(shape.path("items"));
            // A menu has children that are menus.
            if (!property.getKey().equals("children")) {
                rows(text, shape, prefix + property.getKey() + ".");
                rows(text, items, prefix + property.getKey() + "[].");
            }
        });
    }

    private static String type(JsonNode shape) {
        JsonNode type = shape.path("type");
        if (type.isMissingNode()) {
            return "any";
        }
        if (!type.isArray()) {
            return word(type.asText());
        }
        boolean single = StreamSupport.stream(type.spliterator(), false)
                .anyMatch(each -> each.asText().equals("string"));
        return single
                ? "text"
                : StreamSupport.stream(type.spliterator(), false)
                        .map(each -> word(each.asText()))
                        .collect(Collectors.joining(" or "));
    }

    private static String word(String type) {
        return switch (type) {
            case "object" -> "mapping";
            case "array" -> "list";
            case "integer" -> "whole number";
            default -> type;
        };
    }
}
