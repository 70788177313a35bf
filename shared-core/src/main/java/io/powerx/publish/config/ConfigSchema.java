package io.powerx.publish.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The JSON Schemas of the configuration files, for editors. */
public final class ConfigSchema {
    /** Address of the schema of {@code publish.yml}. */
    public static final String PUBLISH_ID = "https://powerx.io/schemas/px-publish/publish-1.json";

    private static final String USER_ID = "https://powerx.io/schemas/px-publish/user-1.json";
    private static final String RESOURCE = "publish.schema.json";

    private ConfigSchema() {}

    /** The schema of {@code publish.yml} and {@code px-plugin.config}. */
    public static JsonNode publish() {
        try (InputStream in = ConfigSchema.class.getResourceAsStream(RESOURCE)) {
            return Json.mapper().readTree(Objects.requireNonNull(in, RESOURCE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema of the user's {@code ~/.powerx-plugin/config.json}, which follows from the settings. */
    public static JsonNode user() {
        ObjectNode root = JsonNodeFactory.instance
                .objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("$id", USER_ID)
                .put("title", "~/.powerx-plugin/config.json")
                .put("description", "The Marketplace, the keys and the connection of a user, for all projects.");
        object(root).putObject("$schema").put("type", "string").put("description", "Address of this schema.");
        for (Setting setting : Setting.values()) {
            for (String key : setting.homeKeys()) {
                add(root, key, setting);
            }
        }
        return root;
    }

    private static void add(ObjectNode root, String dottedKey, Setting setting) {
        ObjectNode parent = root;
        String[] names = dottedKey.split("\\.");
        for (int i = 0; i < names.length - 1; i++) {
            ObjectNode members = object(parent);
            parent = members.path(names[i]) instanceof ObjectNode known ? known : members.putObject(names[i]);
        }
        ObjectNode value = object(parent).putObject(names[names.length - 1]);
        type(value, setting);
        value.put("description", setting.description());
    }

    /** The members of a schema of an object. */
    private static ObjectNode object(ObjectNode schema) {
        if (!schema.has("properties")) {
            schema.put("type", "object").put("additionalProperties", false);
        }
        return schema.withObjectProperty("properties");
    }

    private static void type(ObjectNode value, Setting setting) {
        if (!setting.choices().isEmpty()) {
            setting.choices().forEach(value.withArrayProperty("enum")::add);
            return;
        }
        switch (setting.type()) {
            case BOOLEAN, SWITCH -> value.put("type", "boolean");
            case INTEGER, EPOCH_SECONDS -> value.put("type", "integer");
            case PERCENT -> value.put("type", "number");
            case URL -> value.put("type", "string").put("format", "uri");
            default -> value.put("type", "string").put("minLength", 1);
        }
    }
}
