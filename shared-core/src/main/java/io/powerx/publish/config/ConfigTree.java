package io.powerx.publish.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.io.Utf8;
import io.powerx.publish.json.Json;
import io.powerx.publish.yaml.YamlDocument;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A configuration file with scalars that are found by a dotted key. */
final class ConfigTree {
    /** Maximum size of a configuration file in bytes. */
    static final int LIMIT = 1 << 20;

    private final String name;
    private final JsonNode root;
    private final @Nullable YamlDocument document;

    private ConfigTree(String name, JsonNode root, @Nullable YamlDocument document) {
        this.name = name;
        this.root = root;
        this.document = document;
    }

    /** Reads the first of the files that exists. */
    static Optional<ConfigTree> firstOf(FileSource source, String shownFolder, List<String> names) {
        return names.stream()
                .flatMap(name -> read(source, shownFolder, name).stream())
                .findFirst();
    }

    static Optional<ConfigTree> read(FileSource source, String shownFolder, String name) {
        String shown = shownFolder + name;
        return source.read(name, LIMIT).map(bytes -> parse(shown, decode(shown, bytes)));
    }

    /** A scalar and its position; empty if the key is missing, null or blank. */
    Optional<Found> find(String dottedKey) {
        JsonNode node = root;
        for (String part : dottedKey.split("\\.")) {
            node = node.path(part);
        }
        SourceLocation where =
                document == null ? SourceLocation.ofFile(name) : document.locate("/" + dottedKey.replace('.', '/'));
        if (node.isContainerNode()) {
            throw PublishException.of(
                            ErrorCode.CONFIG_INVALID, "read " + dottedKey + " in " + name, "it must be a single value")
                    .at(where);
        }
        String text = node.isMissingNode() || node.isNull() ? "" : node.asText();
        return text.isBlank() ? Optional.empty() : Optional.of(new Found(dottedKey, text, where));
    }

    private static ConfigTree parse(String name, String text) {
        if (!name.endsWith(".json")) {
            YamlDocument document = YamlDocument.parse(name, text, ErrorCode.CONFIG_INVALID);
            return new ConfigTree(name, document.root(), document);
        }
        try {
            return new ConfigTree(name, Json.mapper().readTree(text), null);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw PublishException.of(ErrorCode.CONFIG_INVALID, "read " + name, "it is not JSON")
                    .at(
                            at == null
                                    ? SourceLocation.ofFile(name)
                                    : new SourceLocation(name, at.getLineNr(), at.getColumnNr()));
        }
    }

    private static String decode(String name, byte[] bytes) {
        try {
            String text = Utf8.decode(bytes);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw PublishException.of(ErrorCode.CONFIG_INVALID, "read " + name, "it is not UTF-8 text")
                    .at(SourceLocation.ofFile(name))
                    .causedBy(e);
        }
    }

    /** @param where the file and, for YAML, the line and column */
    record Found(String key, String text, SourceLocation where) {
        String place() {
            return where.line() > 0 ? where.toString() : where + " " + key;
        }
    }
}
