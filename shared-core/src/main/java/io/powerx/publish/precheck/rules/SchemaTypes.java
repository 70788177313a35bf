package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.config.ClosestMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds types in a JSON Schema that do not exist, and required properties whose names are misspelled. */
final class SchemaTypes {
    private static final Set<String> TYPES =
            Set.of("array", "boolean", "integer", "null", "number", "object", "string");
    private static final List<String> SCHEMAS = List.of("items", "additionalProperties", "not", "if", "then", "else");
    private static final List<String> NAMED = List.of("properties", "patternProperties", "$defs", "definitions");
    private static final List<String> LISTS = List.of("allOf", "anyOf", "oneOf", "prefixItems");

    private final List<Problem> problems = new ArrayList<>();

    /**
     * A value that no validator accepts, or that rejects every input.
     *
     * @param pointer JSON pointer of the value in the schema
     */
    record Problem(String pointer, String found, String remedy) {}

    private SchemaTypes() {}

    static List<Problem> problems(JsonNode schema) {
        SchemaTypes types = new SchemaTypes();
        types.visit(schema, "");
        return types.problems;
    }

    private void visit(JsonNode schema, String pointer) {
        if (!schema.isObject()) {
            return;
        }
        visitType(schema.path("type"), pointer + "/type");
        visitRequired(schema, pointer + "/required");
        SCHEMAS.forEach(key -> visit(schema.path(key), pointer + "/" + key));
        for (String key : NAMED) {
            for (Map.Entry<String, JsonNode> named : schema.path(key).properties()) {
                visit(named.getValue(), pointer + "/" + key + "/" + escaped(named.getKey()));
            }
        }
        for (String key : LISTS) {
            for (int i = 0; i < schema.path(key).size(); i++) {
                visit(schema.path(key).path(i), pointer + "/" + key + "/" + i);
            }
        }
    }

    private void visitType(JsonNode type, String pointer) {
        if (type.isArray()) {
            for (int i = 0; i < type.size(); i++) {
                visitType(type.path(i), pointer + "/" + i);
            }
            return;
        }
        String text = type.asText("");
        if (!type.isMissingNode() && !TYPES.contains(text) && !Templates.isTemplate(text)) {
            String closest = ClosestMatch.to(text, TYPES);
            problems.add(new Problem(
                    pointer,
                    "the type \"%s\", which JSON Schema does not know".formatted(text),
                    (closest == null ? "" : "Did you mean " + closest + "? ") + "Use one of "
                            + String.join(", ", new TreeSet<>(TYPES)) + "."));
        }
    }

    private void visitRequired(JsonNode schema, String pointer) {
        JsonNode required = schema.path("required");
        Set<String> names = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        for (int i = 0; i < required.size(); i++) {
            String name = required.path(i).asText("");
            String closest = names.contains(name) ? null : ClosestMatch.to(name, names);
            if (closest != null) {
                problems.add(new Problem(
                        pointer + "/" + i,
                        "the required property %s, which it does not describe".formatted(name),
                        "Did you mean " + closest + "? Otherwise add it to properties."));
            }
        }
    }

    /** RFC 6901. */
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
