package io.powerx.publish.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping in a configuration file. All methods add invalid values to the problems of the reader, with file, line and
 * column, and return what they return for a missing value.
 */
public final class ConfigSection {
    static final String EXTENSION = "x-";

    private static final int MAX_SHOWN = 80;
    private static final int MAX_ITEMS = 1000;
    private static final int MAX_TEXT = 10_000;

    private final ConfigDocument document;
    private final String pointer;
    private final JsonNode node;
    private final ConfigProblems problems;

    private ConfigSection(ConfigDocument document, String pointer, JsonNode node, ConfigProblems problems) {
        this.document = document;
        this.pointer = pointer;
        this.node = node;
        this.problems = problems;
    }

    /**
     * The whole document; an empty one is an empty mapping.
     *
     * @param problems receives what is wrong with the values
     */
    public static ConfigSection of(ConfigDocument document, ConfigProblems problems) {
        return new ConfigSection(document, "", document.root(), problems);
    }

    /**
     * Rejects unknown keys and suggests the key that was probably meant. Keys of the whole document that begin with
     * {@code x-} are allowed; YAML files define anchors there.
     */
    public ConfigSection allow(Collection<String> keys) {
        node.properties().forEach(property -> {
            String key = property.getKey();
            if (!keys.contains(key) && !(pointer.isEmpty() && key.startsWith(EXTENSION))) {
                SourceLocation where = document.locateKey(pointerOf(key));
                String advice = unknownAdvice(key, keys);
                problems.add(PublishException.of(ErrorCode.CONFIG_INVALID, "read " + where.file(), unknown(key, keys))
                        .advice(advice)
                        .at(where));
            }
        });
        return this;
    }

    private String unknown(String key, Collection<String> keys) {
        String closest = ClosestMatch.to(key, keys);
        if (closest != null) {
            return description(key) + " has no key \"" + shown(key) + "\"; did you mean \"" + closest + "\"?";
        }
        String ofFile = pointer.isEmpty() ? null : ClosestMatch.to(key, PublishFileReader.keysOfFile());
        if (ofFile != null) {
            return description(key) + " has no key \"" + shown(key) + "\"; \"" + ofFile
                    + "\" is a key at the top level of the file";
        }
        List<String> places = MisplacedKey.places(key, pointer.isEmpty() ? "" : dotted(pointer));
        if (!places.isEmpty()) {
            return description(key) + " has no key \"" + shown(key) + "\"; did you mean " + String.join(" or ", places)
                    + "?";
        }
        String known = String.join(", ", keys.stream().sorted().toList());
        return description(key) + " has no key \"" + shown(key) + "\"; its keys are " + known;
    }

    /** For a key whose value comes from elsewhere; null for other keys. */
    private @Nullable String unknownAdvice(String key, Collection<String> keys) {
        boolean typo = ClosestMatch.to(key, keys) != null;
        return typo
                ? null
                : MisplacedKey.setting(key)
                        .map(setting ->
                                "Remove the key: project files cannot set it. Set {" + setting.id() + "} instead.")
                        .orElse(null);
    }

    public boolean has(String key) {
        return node.has(key) && !node.path(key).isNull();
    }

    /** Whether this is a mapping without keys; false if it is missing. */
    public boolean isEmpty() {
        return node.isObject() && node.isEmpty();
    }

    /** Whether the value of the key is a mapping. */
    public boolean isMapping(String key) {
        return node.path(key).isObject();
    }

    /** The unchecked value; a missing node if there is none. */
    public JsonNode value(String key) {
        return node.path(key);
    }

    /** The mapping at the key; empty if there is none. */
    public ConfigSection section(String key) {
        return child(pointerOf(key), node.path(key), "\"" + key + "\"");
    }

    /** The list of mappings at the key; empty if there is none. */
    public List<ConfigSection> sections(String key) {
        List<ConfigSection> sections = new ArrayList<>();
        JsonNode list = list(key);
        for (int i = 0; i < list.size(); i++) {
            sections.add(child(pointerOf(key) + "/" + i, list.get(i), "an item of \"" + key + "\""));
        }
        return sections;
    }

    /**
     * The trimmed text of the key; null if there is none. A number is accepted as text if its value has the same text,
     * so that {@code 42} needs no quotes, but {@code 0042} does.
     */
    public @Nullable String text(String key) {
        return has(key) ? text(key, node.path(key), pointerOf(key)) : null;
    }

    /** The texts of the key, which is a list or a single text; empty if there is none. */
    public List<String> texts(String key) {
        if (!has(key)) {
            return List.of();
        }
        if (node.path(key).isValueNode()) {
            String text = text(key);
            return text == null ? List.of() : List.of(text);
        }
        List<String> texts = new ArrayList<>();
        JsonNode list = list(key);
        for (int i = 0; i < list.size(); i++) {
            String text = text(key, list.get(i), pointerOf(key) + "/" + i);
            if (text != null) {
                texts.add(text);
            }
        }
        return List.copyOf(texts);
    }

    /** The text of the key, which must be one of the choices; null if there is none. */
    public @Nullable String oneOf(String key, List<String> choices) {
        String text = text(key);
        if (text != null && !choices.contains(text)) {
            report(key, "\"" + key + "\" " + InvalidChoice.describe(shown(text), choices));
            return null;
        }
        return text;
    }

    /** The boolean of the key; null if there is none. */
    public @Nullable Boolean bool(String key) {
        if (!has(key)) {
            return null;
        }
        if (!node.path(key).isBoolean()) {
            report(key, "\"" + key + "\" must be true or false");
            return null;
        }
        return node.path(key).booleanValue();
    }

    /** The whole number of the key, within the bounds inclusive; null if there is none. */
    public @Nullable Integer integer(String key, int min, int max) {
        if (!has(key)) {
            return null;
        }
        JsonNode value = node.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            report(key, "\"%s\" must be a whole number between %d and %d".formatted(key, min, max));
            return null;
        }
        return value.intValue();
    }

    /** The number of the key, within the bounds inclusive; null if there is none. */
    public @Nullable Double number(String key, double min, double max) {
        if (!has(key)) {
            return null;
        }
        double value = node.path(key).isNumber() ? node.path(key).doubleValue() : Double.NaN;
        if (!(value >= min && value <= max)) {
            report(key, "\"%s\" must be a number between %s and %s".formatted(key, plain(min), plain(max)));
            return null;
        }
        return value;
    }

    /** The keys that the section has. */
    public List<String> keys() {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    /** Where the value of the key is. */
    public SourceLocation location(String key) {
        return document.locate(pointerOf(key));
    }

    /** Where the section is. */
    public SourceLocation location() {
        return document.locate(pointer);
    }

    /** Reports a problem at the value of the key, or at the section itself if the key is empty. */
    public void report(String key, String found) {
        reportAt(key.isEmpty() ? pointer : pointerOf(key), found);
    }

    private void reportAt(String at, String found) {
        problems.add(document.locate(at), found);
    }

    private @Nullable String text(String key, JsonNode value, String where) {
        String text = value.isValueNode() && !value.isNull() ? value.asText().strip() : "";
        if (text.isEmpty() || text.length() > MAX_TEXT) {
            reportAt(where, "\"" + key + "\" must be a string of at most " + MAX_TEXT + " characters");
            return null;
        }
        if (!value.isTextual() && !text.equals(document.written(where))) {
            reportAt(
                    where,
                    "\"%s\" is read as %s; write %s in quotes"
                            .formatted(key, shown(text), shown(document.written(where))));
            return null;
        }
        return text;
    }

    private JsonNode list(String key) {
        JsonNode list = node.path(key);
        if (has(key) && (!list.isArray() || list.size() > MAX_ITEMS)) {
            report(key, "\"" + key + "\" must be a list of at most " + MAX_ITEMS + " items");
            return MissingNode.getInstance();
        }
        return list;
    }

    private ConfigSection child(String at, JsonNode value, String what) {
        if (value.isObject() || value.isNull() || value.isMissingNode()) {
            return new ConfigSection(document, at, value, problems);
        }
        reportAt(at, what + " must be a mapping of keys to values");
        return new ConfigSection(document, at, MissingNode.getInstance(), problems);
    }

    private String description(String key) {
        return pointer.isEmpty() ? document.locate(pointerOf(key)).file() : "\"" + dotted(pointer) + "\"";
    }

    /** A JSON pointer as it is shown. */
    static String dotted(String pointer) {
        return shown(pointer.substring(1).replace("/", ".").replace("~1", "/").replace("~0", "~"));
    }

    private String pointerOf(String key) {
        return pointerOf(pointer, key);
    }

    /** The JSON pointer of a key in a mapping. */
    static String pointerOf(String mapping, String key) {
        return mapping + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private static String shown(String text) {
        String plain = text.replaceAll("\\p{Cntrl}+", " ");
        return plain.length() <= MAX_SHOWN ? plain : plain.substring(0, MAX_SHOWN) + "…";
    }
}
