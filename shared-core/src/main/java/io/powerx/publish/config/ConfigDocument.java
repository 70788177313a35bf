package io.powerx.publish.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.powerx.publish.error.ErrorCode;
import io.powerx.publish.error.PublishException;
import io.powerx.publish.error.SourceLocation;
import io.powerx.publish.io.Utf8;
import io.powerx.publish.yaml.LiteralDocument;
import io.powerx.publish.yaml.YamlDocument;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Configuration files as one tree of values with their locations. Files may set different keys; a key that two files set
 * to different values is a problem, as is a file that cannot be read.
 */
public final class ConfigDocument {
    /** The configuration files of a project. */
    public static final List<String> PROJECT_FILES = List.of(
            PublishFile.NAME,
            "publish.yaml",
            "px-plugin.config.ts",
            "px-plugin.config.js",
            "px-plugin.config.mjs",
            "px-plugin.config.cjs",
            "px-plugin.config.json",
            "px-plugin.config.yml",
            "px-plugin.config.yaml");

    /** Keys of the only item of {@code publish.targets}, which are also keys of the file. */
    static final List<String> TARGET_KEYS = List.of("api", "channel");

    /** Names of files in TypeScript or JavaScript. */
    private static final Pattern SCRIPTS = Pattern.compile("\\.[cm]?[tj]s$");

    private static final int MAX_SIZE = 1 << 20;
    private static final String ONLY_TARGET = "/publish/targets/0";

    private final List<Text> texts;
    private final List<Part> parts = new ArrayList<>();
    private final ConfigProblems problems = new ConfigProblems();
    private final ObjectNode root = JsonNodeFactory.instance.objectNode();

    private ConfigDocument(List<Text> texts, List<PublishException> problems) {
        this.texts = List.copyOf(texts);
        this.problems.addAll(problems);
        texts.forEach(text -> attempt(() -> add(text)));
    }

    /** Parses files and combines those that are valid. */
    public static ConfigDocument of(List<Text> texts) {
        return new ConfigDocument(texts, List.of());
    }

    /**
     * Reads the configuration of a project.
     *
     * @param chosen the only file to read, relative to the project; null for {@link #PROJECT_FILES}
     * @throws PublishException {@link ErrorCode#CONFIG_UNREADABLE} if the chosen file cannot be read, which is a mistake in
     *     the option
     */
    public static ConfigDocument ofProject(FileSource project, @Nullable String chosen) {
        if (chosen != null) {
            return of(List.of(chosen(project, chosen)));
        }
        List<Text> texts = new ArrayList<>();
        List<PublishException> problems = new ArrayList<>();
        for (String name : PROJECT_FILES) {
            try {
                text(project, "", name).ifPresent(texts::add);
            } catch (PublishException e) {
                problems.add(requireOfFile(e));
            }
        }
        return new ConfigDocument(texts, problems);
    }

    /** What is wrong with the files, apart from what readers find: those that cannot be read, and those that disagree. */
    public List<PublishException> problems() {
        return problems.all();
    }

    private void attempt(Runnable action) {
        try {
            action.run();
        } catch (PublishException e) {
            problems.add(requireOfFile(e));
        }
    }

    /** The source may also fail because the run is interrupted, or the machine with the files is gone. */
    static PublishException requireOfFile(PublishException e) {
        if (e.code() != ErrorCode.CONFIG_INVALID && e.code() != ErrorCode.CONFIG_UNREADABLE) {
            throw e;
        }
        return e;
    }

    private static Text chosen(FileSource project, String name) {
        try {
            return text(project, "", name)
                    .orElseThrow(() -> PublishException.of(
                            ErrorCode.CONFIG_UNREADABLE, "read " + name, "the file does not exist"));
        } catch (PublishException e) {
            throw e.code() == ErrorCode.CONFIG_UNREADABLE ? e.advice("Set {config} to an existing file.") : e;
        }
    }

    /** The text of a file; empty if it does not exist. */
    static Optional<Text> text(FileSource source, String shownFolder, String name) {
        return source.read(name, MAX_SIZE)
                .map(bytes -> new Text(shownFolder + name, decode(shownFolder + name, bytes)));
    }

    /** The files, from which an equal document can be created on another machine. */
    public List<Text> texts() {
        return texts;
    }

    /** The values of all files. */
    public JsonNode root() {
        return root;
    }

    /** The location of a value; of the nearest ancestor if there is no such value. */
    public SourceLocation locate(String pointer) {
        return find(pointer, Part::locate);
    }

    /** Like {@link #locate}, but returns the location of the key even for a scalar. */
    public SourceLocation locateKey(String pointer) {
        return find(pointer, Part::locateKey);
    }

    /** As in {@link YamlDocument#written}. */
    String written(String pointer) {
        return parts.stream()
                .filter(part -> !part.at(pointer).isMissingNode())
                .map(part -> part.document().written(part.prefix() + pointer))
                .findFirst()
                .orElse("");
    }

    private SourceLocation find(String pointer, BiFunction<Part, String, SourceLocation> location) {
        for (String at = pointer; ; at = at.substring(0, at.lastIndexOf('/'))) {
            String present = at;
            Optional<Part> part = parts.stream()
                    .filter(candidate -> !candidate.at(present).isMissingNode())
                    .reduce(BinaryOperator.maxBy(Comparator.comparing(
                            candidate -> !candidate.at(present).isNull())));
            if (part.isPresent()) {
                return location.apply(part.get(), present);
            }
            if (at.isEmpty()) {
                return SourceLocation.ofFile(PublishFile.NAME);
            }
        }
    }

    /** A scalar and its location; empty if the key is missing, null or blank. */
    Optional<Found> find(String dottedKey) {
        String pointer = "/" + dottedKey.replace('.', '/');
        JsonNode node = root.at(pointer);
        if (node.isContainerNode()) {
            SourceLocation where = locate(pointer);
            throw PublishException.of(
                            ErrorCode.CONFIG_INVALID,
                            "read " + dottedKey + " in " + where.file(),
                            "it must be a single value")
                    .at(where);
        }
        String text = node.isMissingNode() || node.isNull() ? "" : node.asText();
        return text.isBlank() ? Optional.empty() : Optional.of(new Found(text, locate(pointer)));
    }

    private void add(Text text) {
        YamlDocument document = parse(text);
        JsonNode content = document.root();
        if (content.isNull()) {
            parts.add(new Part(document, ""));
            return;
        }
        if (!content.isObject()) {
            throw PublishException.of(
                            ErrorCode.CONFIG_INVALID,
                            "read " + text.file(),
                            "the file must be a mapping of keys to values")
                    .at(document.locate(""));
        }
        merge(new Part(document, ""), (ObjectNode) content);
        JsonNode targets = content.at("/publish/targets");
        if (targets.size() == 1 && targets.path(0) instanceof ObjectNode target) {
            merge(new Part(document, ONLY_TARGET), target.deepCopy().retain(TARGET_KEYS));
        }
    }

    private void merge(Part part, ObjectNode content) {
        merge(root, content, part, "");
        parts.add(part);
    }

    private void merge(ObjectNode into, ObjectNode from, Part part, String pointer) {
        from.properties().forEach(property -> {
            String key = property.getKey();
            JsonNode known = into.path(key);
            JsonNode added = property.getValue();
            String at = ConfigSection.pointerOf(pointer, key);
            if (known.isMissingNode() || known.isNull()) {
                into.set(key, added.deepCopy());
            } else if (known instanceof ObjectNode mapping && added instanceof ObjectNode other) {
                merge(mapping, other, part, at);
            } else if (!added.isNull() && !known.equals(added)) {
                problems.add(
                        part.locate(at),
                        "\"%s\" has another value in %s; keep one of them"
                                .formatted(ConfigSection.dotted(at), locate(at)));
            }
        });
    }

    private static YamlDocument parse(Text text) {
        String name = text.file();
        if (SCRIPTS.matcher(name).find()) {
            return LiteralDocument.typeScript(name, text.content(), ErrorCode.CONFIG_INVALID);
        }
        return name.endsWith(".json")
                ? LiteralDocument.json(name, text.content(), ErrorCode.CONFIG_INVALID)
                : YamlDocument.parse(name, text.content(), ErrorCode.CONFIG_INVALID);
    }

    private static String decode(String name, byte[] bytes) {
        try {
            return Utf8.decode(bytes);
        } catch (Utf8.MalformedTextException e) {
            throw PublishException.of(ErrorCode.CONFIG_INVALID, "read " + name, e.getMessage())
                    .at(new SourceLocation(name, e.line(), 0))
                    .causedBy(e);
        }
    }

    /**
     * A file.
     *
     * @param file path for locations in errors; its extension determines how the content is parsed
     */
    public record Text(String file, String content) implements Serializable {}

    record Found(String text, SourceLocation where) {}

    /** The values below a pointer of a file. */
    private record Part(YamlDocument document, String prefix) {
        JsonNode at(String pointer) {
            JsonNode node = document.root().at(prefix + pointer);
            boolean hidden = !prefix.isEmpty() && TARGET_KEYS.stream().noneMatch(key -> pointer.equals("/" + key));
            return hidden ? JsonNodeFactory.instance.missingNode() : node;
        }

        SourceLocation locate(String pointer) {
            return document.locate(prefix + pointer);
        }

        SourceLocation locateKey(String pointer) {
            return document.locateKey(prefix + pointer);
        }
    }
}
