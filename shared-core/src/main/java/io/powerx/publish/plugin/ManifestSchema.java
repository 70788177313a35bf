package io.powerx.publish.plugin;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.config.ClosestMatch;
import io.powerx.publish.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The shape of plugin.yaml, declared once as a JSON Schema for editors, for the reference page and for the precheck. Only the keywords that
 * it uses are understood. As in the host, null counts as absent.
 */
public final class ManifestSchema {
    private static final String RESOURCE = "plugin.schema.json";
    private static final int MAX_SHOWN = 60;
    private static final JsonNode SCHEMA = read();

    private final List<Violation> violations = new ArrayList<>();

    private ManifestSchema() {}

    /** A value that the schema does not allow. */
    public sealed interface Violation {
        /** JSON pointer of the value in the merged manifest. */
        String pointer();

        /** The value as authors refer to it, such as {@code menus[0].order}. */
        String field();
    }

    /**
     * A value of another type.
     *
     * @param expected such as {@code a list}
     * @param found such as {@code the text "notes"}
     * @param keys the keys of the expected mapping; empty if another type is expected
     */
    public record WrongType(String pointer, String field, String expected, String found, Set<String> keys)
            implements Violation {}

    /**
     * A key that the host does not read.
     *
     * @param meant the known key that was probably meant; null if none is similar
     */
    public record UnknownKey(
            String pointer, String field, @Nullable String meant) implements Violation {}

    /** Everything that violates the schema, in the order of the file. */
    public static List<Violation> check(JsonNode manifest) {
        ManifestSchema check = new ManifestSchema();
        check.check(manifest, SCHEMA, "", "");
        return List.copyOf(check.violations);
    }

    /** The schema itself. */
    public static JsonNode json() {
        return SCHEMA.deepCopy();
    }

    /** A part of the schema with its reference resolved; keywords next to the reference are lost. */
    public static JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asText("");
        return reference.isEmpty() ? schema : resolve(SCHEMA.at(reference.substring(1)));
    }

    private void check(JsonNode value, JsonNode declared, String pointer, String field) {
        JsonNode schema = resolve(declared);
        if (value.isNull()) {
            return;
        }
        Set<String> types = types(schema);
        if (!types.isEmpty() && types.stream().noneMatch(type -> matches(value, type))) {
            violations.add(new WrongType(pointer, field, expected(types), found(value), keys(schema)));
        } else if (value.isObject()) {
            members(value, schema, pointer, field);
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                check(value.get(i), schema.path("items"), pointer + "/" + i, field + "[" + i + "]");
            }
        }
    }

    private void members(JsonNode value, JsonNode schema, String pointer, String field) {
        JsonNode properties = schema.path("properties");
        JsonNode others = schema.path("additionalProperties");
        value.properties().forEach(member -> {
            String key = member.getKey();
            String place = pointer + "/" + key.replace("~", "~0").replace("/", "~1");
            String name = field.isEmpty() ? key : field + "." + key;
            if (properties.has(key)) {
                check(member.getValue(), properties.path(key), place, name);
            } else if (others.isObject()) {
                check(member.getValue(), others, place, name);
            } else if (!properties.isEmpty() && !key.startsWith("x-")) {
                unknown(key, keys(schema), others.isBoolean(), place, name);
            }
        });
    }

    /** @param closed whether the mapping has no other keys; otherwise only a probable typo is reported */
    private void unknown(String key, Set<String> known, boolean closed, String pointer, String field) {
        String meant = ClosestMatch.to(key, known);
        if (closed || meant != null) {
            violations.add(new UnknownKey(pointer, field, meant));
        }
    }

    private static Set<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isTextual()
                ? Set.of(type.textValue())
                : StreamSupport.stream(type.spliterator(), false)
                        .map(JsonNode::textValue)
                        .collect(Collectors.toSet());
    }

    private static Set<String> keys(JsonNode schema) {
        return schema.path("properties").properties().stream()
                .map(property -> property.getKey())
                .collect(Collectors.toSet());
    }

    private static boolean matches(JsonNode value, String type) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            default -> throw new IllegalStateException("the schema has an unknown type: " + type);
        };
    }

    private static String expected(Set<String> types) {
        if (types.contains("string")) {
            return "a single value";
        }
        return types.stream().sorted().map(ManifestSchema::named).collect(Collectors.joining(" or "));
    }

    private static String named(String type) {
        return switch (type) {
            case "object" -> "a mapping of keys to values";
            case "array" -> "a list";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            default -> "a " + type;
        };
    }

    private static String found(JsonNode value) {
        if (value.isObject()) {
            return "a mapping";
        }
        if (value.isArray()) {
            return "a list";
        }
        String text = value.asText();
        String shown = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
        return value.isTextual() ? "the text \"" + shown + "\"" : shown;
    }

    private static JsonNode read() {
        try (InputStream resource = ManifestSchema.class.getResourceAsStream(RESOURCE)) {
            return Json.mapper().readTree(resource);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
