package io.powerx.publish.precheck.rules;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.json.Json;
import io.powerx.publish.plugin.ProjectFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The top-level fields of a JSON file, with their locations. */
record JsonFields(Map<String, Optional<Text>> fields) {
    private static final int MAX_BYTES = 4 << 20;

    /** A string value, or a number or boolean as it is written, and its location. */
    record Text(String value, boolean quoted, SourceLocation location) {}

    /**
     * Reads a file of the project as a whole.
     *
     * @throws PublishException {@link ErrorCode#MANIFEST_INVALID} if it is not JSON
     */
    static JsonNode tree(ProjectFolder project, String file) {
        String text = project.text(file, MAX_BYTES, ErrorCode.MANIFEST_INVALID).orElse("");
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw invalid(file, "it is not JSON", location(file, e.getLocation()));
        }
    }

    /**
     * Reads a file of the project.
     *
     * @throws PublishException {@link ErrorCode#MANIFEST_INVALID} if it is not a JSON object
     */
    static JsonFields read(ProjectFolder project, String file) {
        String text = project.text(file, MAX_BYTES, ErrorCode.MANIFEST_INVALID).orElse("");
        if (text.startsWith("\uFEFF")) {
            String found =
                    "it begins with a byte order mark (BOM), which Go's JSON parser rejects; save it without one";
            throw invalid(file, found, new SourceLocation(file, 1, 1));
        }
        Map<String, Optional<Text>> fields = new LinkedHashMap<>();
        try (JsonParser parser = Json.mapper().getFactory().createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw invalid(file, "it is not a JSON object", new SourceLocation(file, 1, 1));
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                boolean scalar = token.isScalarValue() && token != JsonToken.VALUE_NULL;
                SourceLocation where = location(file, parser.currentTokenLocation());
                fields.put(
                        name,
                        scalar
                                ? Optional.of(new Text(parser.getText(), token == JsonToken.VALUE_STRING, where))
                                : Optional.empty());
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                throw invalid(file, "it is not JSON", location(file, parser.currentTokenLocation()));
            }
        } catch (JsonProcessingException e) {
            throw invalid(file, "it is not JSON", location(file, e.getLocation()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new JsonFields(fields);
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    Optional<Text> text(String field) {
        return fields.getOrDefault(field, Optional.empty());
    }

    private static SourceLocation location(String file, JsonLocation location) {
        return location == null
                ? SourceLocation.ofFile(file)
                : new SourceLocation(file, Math.max(0, location.getLineNr()), Math.max(0, location.getColumnNr()));
    }

    private static PublishException invalid(String file, String found, SourceLocation where) {
        return PublishException.of(ErrorCode.MANIFEST_INVALID, "read " + file, found)
                .at(where);
    }
}
