package io.powerx.publish.docs;

import io.powerx.publish.config.ConfigSchema;
import io.powerx.publish.json.Json;

/** The JSON Schemas of the configuration files. */
final class SchemaPages {
    private SchemaPages() {}

    static Page publish() {
        return new Page("reference/schemas/publish.schema.json", Json.writePretty(ConfigSchema.publish()));
    }

    static Page user() {
        return new Page("reference/schemas/user.schema.json", Json.writePretty(ConfigSchema.user()));
    }
}
