package io.powerx.publish.cli.setup;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.config.ConfigSchema;
import io.powerx.publish.json.Json;
import io.powerx.publish.plugin.ManifestSchema;

/** The JSON Schemas that {@code config schema} prints. */
final class ConfigSchemaText {
    private ConfigSchemaText() {}

    /**
     * The schema of a file.
     *
     * @param file publish, user or plugin
     */
    static String of(String file) {
        JsonNode schema =
                switch (file) {
                    case "user" -> ConfigSchema.user();
                    case "plugin" -> ManifestSchema.json();
                    default -> ConfigSchema.publish();
                };
        return Json.writePretty(schema);
    }
}
