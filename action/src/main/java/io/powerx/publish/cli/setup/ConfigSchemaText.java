package io.powerx.publish.cli.setup;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.config.ConfigSchema;
import io.powerx.publish.config.InvalidChoice;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.json.Json;
import io.powerx.publish.plugin.ManifestSchema;
import java.util.List;

/** The JSON Schemas that {@code config schema} prints. */
final class ConfigSchemaText {
    private static final List<String> FILES = List.of("publish", "user", "plugin");

    private ConfigSchemaText() {}

    /**
     * The schema of a file.
     *
     * @param file publish, user or plugin
     * @throws PublishException {@link ErrorCode#OPTION_INVALID}
     */
    static String of(String file) {
        JsonNode schema =
                switch (file) {
                    case "publish" -> ConfigSchema.publish();
                    case "user" -> ConfigSchema.user();
                    case "plugin" -> ManifestSchema.json();
                    default ->
                        throw PublishException.of(
                                ErrorCode.OPTION_INVALID,
                                "print a schema",
                                "the schema file " + InvalidChoice.describe(file, FILES));
                };
        return Json.writePretty(schema);
    }
}
